-- What changes of a case leave behind.

-- HasReplied: a rep has answered by e-mail or call, so that the response times are those of replies and no longer of status changes.
-- IsDueByHand: a person chose the due date, or that there is none; no policy moves it.
ALTER TABLE SupportCase ADD COLUMN WorkflowId INTEGER NULL;
ALTER TABLE SupportCase ADD COLUMN Cost NUMERIC NULL;
ALTER TABLE SupportCase ADD COLUMN HasReplied INTEGER NOT NULL DEFAULT 0;
ALTER TABLE SupportCase ADD COLUMN IsDueByHand INTEGER NOT NULL DEFAULT 0;

-- The rep who wrote the note; null where a key wrote it that stands for no rep.
ALTER TABLE CaseNote ADD COLUMN RepId INTEGER NULL;

-- When a case was open and so waited for the customer; kept whatever the policy says, since that can change.
CREATE TABLE CasePause (
    CaseId INTEGER NOT NULL,
    FromAt INTEGER NOT NULL,
    ToAt INTEGER NULL,
    CONSTRAINT PK_CasePause PRIMARY KEY (CaseId, FromAt)
) WITHOUT ROWID;

CREATE TABLE CaseTag (
    CaseId INTEGER NOT NULL,
    TagId INTEGER NOT NULL,
    At INTEGER NOT NULL,
    CONSTRAINT PK_CaseTag PRIMARY KEY (CaseId, TagId)
) WITHOUT ROWID;
CREATE INDEX IX_CaseTag_Tag ON CaseTag (TagId, CaseId);

-- A program before this one serves the lines without locking cases, which was enough while nobody could change them.
UPDATE SchemaInfo SET Version = 4, OldestProgram = 4;
