-- Events leave in eight lanes, chosen by their service whatever the number of partitions is: changing that number then can't
-- put two events of a case into different lanes. PartitionId is the lane.
UPDATE Outbox SET PartitionId = PartitionId % 8;

-- An event waits first for its number, then for the broker.
DROP INDEX IX_Outbox_Waiting;
CREATE INDEX IX_Outbox_Unnumbered ON Outbox (PartitionId, OutboxId) WHERE EventNo IS NULL;
CREATE INDEX IX_Outbox_Untold ON Outbox (PartitionId, OutboxId) WHERE DispatchedAt IS NULL AND EventNo IS NOT NULL;
CREATE UNIQUE INDEX UX_Outbox_EventNo ON Outbox (HubId, EventNo) WHERE EventNo IS NOT NULL;

CREATE TABLE OutboxLane (
    LaneId INTEGER NOT NULL,
    Epoch INTEGER NOT NULL,
    Owner TEXT NULL,
    ExpiresAt INTEGER NOT NULL,
    CONSTRAINT PK_OutboxLane PRIMARY KEY (LaneId)
);

CREATE TABLE OutboxDispatcher (
    Owner TEXT NOT NULL,
    BeatAt INTEGER NOT NULL,
    CONSTRAINT PK_OutboxDispatcher PRIMARY KEY (Owner)
);

CREATE TABLE HubEventCounter (
    HubId INTEGER NOT NULL,
    LastEventNo INTEGER NOT NULL,
    CONSTRAINT PK_HubEventCounter PRIMARY KEY (HubId)
);

CREATE TABLE WebhookDelivery (
    DeliveryId INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    HubId INTEGER NOT NULL,
    WebhookId INTEGER NOT NULL,
    EventNo INTEGER NOT NULL,
    EventId TEXT NOT NULL,
    EventName TEXT NOT NULL,
    CaseId INTEGER NULL,
    Body TEXT NOT NULL,
    State TEXT NOT NULL,
    Attempts INTEGER NOT NULL,
    NextAt INTEGER NOT NULL,
    CreatedAt INTEGER NOT NULL,
    LastAt INTEGER NULL,
    LastStatus INTEGER NULL,
    LastError TEXT NULL,
    FinishedAt INTEGER NULL,
    CONSTRAINT CK_WebhookDelivery_State CHECK (State IN ('waiting', 'delivered', 'failed'))
);
CREATE INDEX IX_WebhookDelivery_Due ON WebhookDelivery (HubId, WebhookId, NextAt) WHERE State = 'waiting';
CREATE INDEX IX_WebhookDelivery_Case ON WebhookDelivery (HubId, WebhookId, CaseId, DeliveryId) WHERE State = 'waiting';
CREATE INDEX IX_WebhookDelivery_List ON WebhookDelivery (HubId, WebhookId, DeliveryId);
CREATE INDEX IX_WebhookDelivery_Age ON WebhookDelivery (FinishedAt) WHERE FinishedAt IS NOT NULL;

INSERT INTO OutboxLane (LaneId, Epoch, ExpiresAt) VALUES (0, 0, 0), (1, 0, 0), (2, 0, 0), (3, 0, 0), (4, 0, 0), (5, 0, 0), (6, 0, 0), (7, 0, 0);

-- Programs before this one write events into lanes that nobody looks into.
UPDATE SchemaInfo SET Version = 5, OldestProgram = 5;
