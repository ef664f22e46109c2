-- Where each worker stands with each partition, so that workers can step aside for one another in order.
-- Order and ownership never depend on it: the broker and the epochs decide those.

-- Differs from SQL Server: booleans are 0 or 1.
CREATE TABLE PartitionSeat (
    WorkerId TEXT NOT NULL,
    PartitionId INTEGER NOT NULL,
    State TEXT NOT NULL,
    Channel INTEGER NULL,
    Behind INTEGER NULL,
    Unfit INTEGER NOT NULL,
    At INTEGER NOT NULL,
    CONSTRAINT PK_PartitionSeat PRIMARY KEY (WorkerId, PartitionId),
    CONSTRAINT CK_PartitionSeat_State CHECK (State IN ('away', 'subscribed', 'holding', 'front'))
);

UPDATE SchemaInfo SET Version = 3, OldestProgram = 2;
