-- Due dates remember by what, and when, they were made.

-- DuePlannedBy: the policy that the dates were made by where DuePolicyMark no longer tells it: the case is closed, or a person set the date.
-- DuePlannedAt: when the dates were last made anew; null: never since the opening. A stage that was past by then is late only from then on.
ALTER TABLE SupportCase ADD COLUMN DuePlannedBy INTEGER NULL;
ALTER TABLE SupportCase ADD COLUMN DuePlannedAt INTEGER NULL;

-- When the stage was planned, where its instant was past by then.
ALTER TABLE CaseDueEvent ADD COLUMN MadeAt INTEGER NULL;

-- Every policy that a case was planned by, with its calendar, as it was then.
CREATE TABLE DuePolicy (
    Mark INTEGER NOT NULL,
    Policy TEXT NOT NULL,
    Calendar TEXT NULL,
    CONSTRAINT PK_DuePolicy PRIMARY KEY (Mark)
);

UPDATE SchemaInfo SET Version = 9, OldestProgram = 8;
