-- What changes of a case leave behind.

-- HasReplied: a rep has answered by e-mail or call, so that the response times are those of replies and no longer of status changes.
-- IsDueByHand: a person chose the due date, or that there is none; no policy moves it.
ALTER TABLE dbo.SupportCase ADD WorkflowId int NULL;
ALTER TABLE dbo.SupportCase ADD Cost decimal(18, 4) NULL;
ALTER TABLE dbo.SupportCase ADD HasReplied bit NOT NULL CONSTRAINT DF_SupportCase_HasReplied DEFAULT 0;
ALTER TABLE dbo.SupportCase ADD IsDueByHand bit NOT NULL CONSTRAINT DF_SupportCase_IsDueByHand DEFAULT 0;

-- The rep who wrote the note; null where a key wrote it that stands for no rep.
ALTER TABLE dbo.CaseNote ADD RepId int NULL;

-- When a case was open and so waited for the customer; kept whatever the policy says, since that can change.
CREATE TABLE dbo.CasePause (
    CaseId int NOT NULL,
    FromAt bigint NOT NULL,
    ToAt bigint NULL,
    CONSTRAINT PK_CasePause PRIMARY KEY (CaseId, FromAt)
);

CREATE TABLE dbo.CaseTag (
    CaseId int NOT NULL,
    TagId int NOT NULL,
    At bigint NOT NULL,
    CONSTRAINT PK_CaseTag PRIMARY KEY (CaseId, TagId)
);
CREATE INDEX IX_CaseTag_Tag ON dbo.CaseTag (TagId, CaseId);

-- A program before this one serves the lines without locking cases, which was enough while nobody could change them.
UPDATE dbo.SchemaInfo SET Version = 4, OldestProgram = 4;
