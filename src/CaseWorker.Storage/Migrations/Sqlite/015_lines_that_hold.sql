-- Lines that hold: of webhooks, of the events of a case, and of a service without a broker.

-- Events leave in the lane of their case: one that was parked before its service was known is then in the lane of the case that it becomes.
UPDATE Outbox SET PartitionId = CaseId % 8 WHERE DispatchedAt IS NULL AND CaseId IS NOT NULL;

-- Behind: another delivery of the same case comes first; only the others are ever looked at, however many wait.
-- ClaimedUntil: until when the try that is under way may take; null: none is.
ALTER TABLE WebhookDelivery ADD COLUMN Behind INTEGER NOT NULL DEFAULT 0;
ALTER TABLE WebhookDelivery ADD COLUMN ClaimedUntil INTEGER NULL;
UPDATE WebhookDelivery SET Behind = 1 WHERE State = 'waiting' AND EXISTS (SELECT 1 FROM WebhookDelivery e
    WHERE e.HubId = WebhookDelivery.HubId AND e.WebhookId = WebhookDelivery.WebhookId AND e.CaseId = WebhookDelivery.CaseId AND e.State = 'waiting'
        AND e.DeliveryId < WebhookDelivery.DeliveryId);
DROP INDEX IX_WebhookDelivery_Due;
DROP INDEX IX_WebhookDelivery_Case;
CREATE INDEX IX_WebhookDelivery_Due ON WebhookDelivery (HubId, WebhookId, NextAt) WHERE State = 'waiting' AND Behind = 0;
CREATE INDEX IX_WebhookDelivery_Case ON WebhookDelivery (HubId, WebhookId, CaseId, Behind, DeliveryId) WHERE State = 'waiting';

-- Downs: how many tries in a row did not reach the receiver. ProbeAt: while it is down, when one may try whether it is back.
CREATE TABLE WebhookHealth (
    HubId INTEGER NOT NULL,
    WebhookId INTEGER NOT NULL,
    Downs INTEGER NOT NULL,
    DownSince INTEGER NULL,
    ProbeAt INTEGER NOT NULL,
    CONSTRAINT PK_WebhookHealth PRIMARY KEY (HubId, WebhookId)
);

-- The service into whose order the message was accepted; null: of a program before this one, its body tells.
ALTER TABLE IntakeQueue ADD COLUMN ServiceId INTEGER NULL;

-- A program before this one would put events of a case into two lanes, and look for deliveries that must wait.
UPDATE SchemaInfo SET Version = 15, OldestProgram = 15;
