-- Lines that hold: of webhooks, of the events of a case, and of a service without a broker.

-- Events leave in the lane of their case: one that was parked before its service was known is then in the lane of the case that it becomes.
UPDATE dbo.Outbox SET PartitionId = CaseId % 8 WHERE DispatchedAt IS NULL AND CaseId IS NOT NULL;

-- Behind: another delivery of the same case comes first; only the others are ever looked at, however many wait.
-- ClaimedUntil: until when the try that is under way may take; null: none is.
ALTER TABLE dbo.WebhookDelivery ADD Behind bit NOT NULL CONSTRAINT DF_WebhookDelivery_Behind DEFAULT 0;
ALTER TABLE dbo.WebhookDelivery ADD ClaimedUntil bigint NULL;
GO
UPDATE dbo.WebhookDelivery SET Behind = 1 WHERE State = 'waiting' AND EXISTS (SELECT 1 FROM dbo.WebhookDelivery e
    WHERE e.HubId = WebhookDelivery.HubId AND e.WebhookId = WebhookDelivery.WebhookId AND e.CaseId = WebhookDelivery.CaseId AND e.State = 'waiting'
        AND e.DeliveryId < WebhookDelivery.DeliveryId);
DROP INDEX IX_WebhookDelivery_Due ON dbo.WebhookDelivery;
DROP INDEX IX_WebhookDelivery_Case ON dbo.WebhookDelivery;
CREATE INDEX IX_WebhookDelivery_Due ON dbo.WebhookDelivery (HubId, WebhookId, NextAt) WHERE State = 'waiting' AND Behind = 0;
CREATE INDEX IX_WebhookDelivery_Case ON dbo.WebhookDelivery (HubId, WebhookId, CaseId, Behind, DeliveryId) WHERE State = 'waiting';

-- Downs: how many tries in a row did not reach the receiver. ProbeAt: while it is down, when one may try whether it is back.
CREATE TABLE dbo.WebhookHealth (
    HubId int NOT NULL,
    WebhookId int NOT NULL,
    Downs int NOT NULL,
    DownSince bigint NULL,
    ProbeAt bigint NOT NULL,
    CONSTRAINT PK_WebhookHealth PRIMARY KEY (HubId, WebhookId)
);

DROP TYPE dbo.WebhookDeliveryRows;
CREATE TYPE dbo.WebhookDeliveryRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    OutboxId bigint NOT NULL,
    HubId int NOT NULL,
    WebhookId int NOT NULL,
    CaseId int NULL,
    EventNo bigint NOT NULL,
    CreatedAt bigint NOT NULL
);

-- The service into whose order the message was accepted; null: of a program before this one, its body tells.
ALTER TABLE dbo.IntakeQueue ADD ServiceId int NULL;

DROP TYPE dbo.IntakeQueueRows;
CREATE TYPE dbo.IntakeQueueRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    PartitionId int NOT NULL,
    ServiceId int NULL,
    Body varbinary(max) NOT NULL,
    MessageKey nvarchar(255) NOT NULL,
    CaseId int NULL,
    HubId int NULL,
    Source nvarchar(200) NULL,
    SourceN bigint NULL,
    AcceptedAt bigint NULL,
    RetryOf bigint NULL,
    PossibleDuplicate bit NOT NULL,
    Version int NOT NULL,
    FromGateway bit NOT NULL
);

-- A program before this one would put events of a case into two lanes, and look for deliveries that must wait.
UPDATE dbo.SchemaInfo SET Version = 15, OldestProgram = 15;
