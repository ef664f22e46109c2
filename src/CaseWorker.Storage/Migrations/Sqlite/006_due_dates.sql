-- Due dates that fire.

-- StageReached: the last stage of the cycle that fired or was skipped: 0 none, 1 pre, 2 due, 3 post.
-- NextDueAt: when the sweep must look; null while nothing can fire.
-- DueCountedFrom: where the stages are counted from; null: from the opening. DueSetTo: the date as a person set it, before pauses moved it.
-- DuePausedAt: since when stages wait. DuePolicyMark: the policy that the dates were made by, 0 for none; null: no policy moves them.
ALTER TABLE SupportCase ADD COLUMN StageReached INTEGER NOT NULL DEFAULT 0;
ALTER TABLE SupportCase ADD COLUMN NextDueAt INTEGER NULL;
ALTER TABLE SupportCase ADD COLUMN DueCountedFrom INTEGER NULL;
ALTER TABLE SupportCase ADD COLUMN DueSetTo INTEGER NULL;
ALTER TABLE SupportCase ADD COLUMN DuePausedAt INTEGER NULL;
ALTER TABLE SupportCase ADD COLUMN DuePolicyMark INTEGER NULL;

-- Cases that are older than due dates: their dates are made when the policies are first looked at.
UPDATE SupportCase SET DuePolicyMark = 0 WHERE Status <> 'closed' AND IsDueByHand = 0;

-- A date that a person set before is kept, and fires.
UPDATE SupportCase SET DueSetTo = DueAt, NextDueAt = DueAt, DueCountedFrom = UpdatedAt WHERE Status <> 'closed' AND IsDueByHand = 1;

CREATE INDEX IX_SupportCase_NextDue ON SupportCase (NextDueAt, CaseId) WHERE NextDueAt IS NOT NULL;
CREATE INDEX IX_SupportCase_DuePolicy ON SupportCase (ServiceId, DuePolicyMark, CaseId) WHERE DuePolicyMark IS NOT NULL;

-- FiredAt is null for a stage that was skipped: it lay before the case was stored.
CREATE TABLE CaseDueEvent (
    CaseId INTEGER NOT NULL,
    Cycle INTEGER NOT NULL,
    Stage TEXT NOT NULL,
    ServiceId INTEGER NOT NULL,
    PlannedAt INTEGER NOT NULL,
    FiredAt INTEGER NULL,
    LatenessMs INTEGER NULL,
    Late INTEGER NOT NULL,
    CONSTRAINT PK_CaseDueEvent PRIMARY KEY (CaseId, Cycle, Stage),
    CONSTRAINT CK_CaseDueEvent_Stage CHECK (Stage IN ('pre', 'due', 'post'))
) WITHOUT ROWID;
CREATE INDEX IX_CaseDueEvent_Service ON CaseDueEvent (ServiceId, FiredAt, LatenessMs) WHERE FiredAt IS NOT NULL;

-- Schedulers take turns at these rows.
CREATE TABLE DueCursor (
    Work TEXT NOT NULL,
    Turns INTEGER NOT NULL,
    TurnAt INTEGER NOT NULL,
    CONSTRAINT PK_DueCursor PRIMARY KEY (Work)
);
INSERT INTO DueCursor (Work, Turns, TurnAt) VALUES ('sweep', 0, 0), ('policy', 0, 0);

-- A program before this one stores cases that no stage would ever fire for.
UPDATE SchemaInfo SET Version = 6, OldestProgram = 6;
