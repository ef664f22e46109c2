-- Events leave in eight lanes, chosen by their service whatever the number of partitions is: changing that number then can't
-- put two events of a case into different lanes. PartitionId is the lane.
UPDATE dbo.Outbox SET PartitionId = PartitionId % 8;

-- An event waits first for its number, then for the broker.
DROP INDEX IX_Outbox_Waiting ON dbo.Outbox;
CREATE INDEX IX_Outbox_Unnumbered ON dbo.Outbox (PartitionId, OutboxId) WHERE EventNo IS NULL;
CREATE INDEX IX_Outbox_Untold ON dbo.Outbox (PartitionId, OutboxId) WHERE DispatchedAt IS NULL AND EventNo IS NOT NULL;
CREATE UNIQUE INDEX UX_Outbox_EventNo ON dbo.Outbox (HubId, EventNo) WHERE EventNo IS NOT NULL;

CREATE TABLE dbo.OutboxLane (
    LaneId int NOT NULL,
    Epoch bigint NOT NULL,
    Owner nvarchar(200) NULL,
    ExpiresAt bigint NOT NULL,
    CONSTRAINT PK_OutboxLane PRIMARY KEY (LaneId)
);

CREATE TABLE dbo.OutboxDispatcher (
    Owner nvarchar(200) NOT NULL,
    BeatAt bigint NOT NULL,
    CONSTRAINT PK_OutboxDispatcher PRIMARY KEY (Owner)
);

CREATE TABLE dbo.HubEventCounter (
    HubId int NOT NULL,
    LastEventNo bigint NOT NULL,
    CONSTRAINT PK_HubEventCounter PRIMARY KEY (HubId)
);

CREATE TABLE dbo.WebhookDelivery (
    DeliveryId bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_WebhookDelivery PRIMARY KEY,
    HubId int NOT NULL,
    WebhookId int NOT NULL,
    EventNo bigint NOT NULL,
    EventId nvarchar(36) NOT NULL,
    EventName varchar(40) NOT NULL,
    CaseId int NULL,
    Body nvarchar(max) NOT NULL,
    State varchar(10) NOT NULL,
    Attempts int NOT NULL,
    NextAt bigint NOT NULL,
    CreatedAt bigint NOT NULL,
    LastAt bigint NULL,
    LastStatus int NULL,
    LastError nvarchar(500) NULL,
    FinishedAt bigint NULL,
    CONSTRAINT CK_WebhookDelivery_State CHECK (State IN ('waiting', 'delivered', 'failed'))
);
CREATE INDEX IX_WebhookDelivery_Due ON dbo.WebhookDelivery (HubId, WebhookId, NextAt) WHERE State = 'waiting';
CREATE INDEX IX_WebhookDelivery_Case ON dbo.WebhookDelivery (HubId, WebhookId, CaseId, DeliveryId) WHERE State = 'waiting';
CREATE INDEX IX_WebhookDelivery_List ON dbo.WebhookDelivery (HubId, WebhookId, DeliveryId);
CREATE INDEX IX_WebhookDelivery_Age ON dbo.WebhookDelivery (FinishedAt) WHERE FinishedAt IS NOT NULL;

CREATE TYPE dbo.EventMarkRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    OutboxId bigint NOT NULL,
    EventNo bigint NOT NULL,
    DispatchedAt bigint NULL
);

CREATE TYPE dbo.WebhookDeliveryRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    OutboxId bigint NOT NULL,
    WebhookId int NOT NULL,
    EventNo bigint NOT NULL,
    CreatedAt bigint NOT NULL
);

INSERT INTO dbo.OutboxLane (LaneId, Epoch, ExpiresAt) VALUES (0, 0, 0), (1, 0, 0), (2, 0, 0), (3, 0, 0), (4, 0, 0), (5, 0, 0), (6, 0, 0), (7, 0, 0);

-- Programs before this one write events into lanes that nobody looks into.
UPDATE dbo.SchemaInfo SET Version = 5, OldestProgram = 5;
