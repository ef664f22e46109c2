-- Where each worker stands with each partition, so that workers can step aside for one another in order.
-- Order and ownership never depend on it: the broker and the epochs decide those.

CREATE TABLE dbo.PartitionSeat (
    WorkerId nvarchar(200) NOT NULL,
    PartitionId int NOT NULL,
    State varchar(10) NOT NULL,
    Channel bigint NULL,
    Behind bigint NULL,
    Unfit bit NOT NULL,
    At bigint NOT NULL,
    CONSTRAINT PK_PartitionSeat PRIMARY KEY (WorkerId, PartitionId),
    CONSTRAINT CK_PartitionSeat_State CHECK (State IN ('away', 'subscribed', 'holding', 'front'))
);

UPDATE dbo.SchemaInfo SET Version = 3, OldestProgram = 2;
