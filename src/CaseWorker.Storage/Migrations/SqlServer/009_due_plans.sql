-- Due dates remember by what, and when, they were made.

-- DuePlannedBy: the policy that the dates were made by where DuePolicyMark no longer tells it: the case is closed, or a person set the date.
-- DuePlannedAt: when the dates were last made anew; null: never since the opening. A stage that was past by then is late only from then on.
ALTER TABLE dbo.SupportCase ADD DuePlannedBy bigint NULL;
ALTER TABLE dbo.SupportCase ADD DuePlannedAt bigint NULL;

-- When the stage was planned, where its instant was past by then.
ALTER TABLE dbo.CaseDueEvent ADD MadeAt bigint NULL;

-- Every policy that a case was planned by, with its calendar, as it was then.
CREATE TABLE dbo.DuePolicy (
    Mark bigint NOT NULL,
    Policy nvarchar(max) NOT NULL,
    Calendar nvarchar(max) NULL,
    CONSTRAINT PK_DuePolicy PRIMARY KEY (Mark)
);

CREATE TYPE dbo.DuePolicyRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    Mark bigint NOT NULL,
    Policy nvarchar(max) NOT NULL,
    Calendar nvarchar(max) NULL
);

-- Types of their own: the program before this one goes on with dbo.CaseDueEventRows and dbo.PlannedCaseRows.
CREATE TYPE dbo.DueEventRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    CaseId int NOT NULL,
    Cycle int NOT NULL,
    Stage varchar(4) NOT NULL,
    ServiceId int NOT NULL,
    PlannedAt bigint NOT NULL,
    FiredAt bigint NULL,
    LatenessMs bigint NULL,
    Late bit NOT NULL,
    MadeAt bigint NULL
);

CREATE TYPE dbo.ReplannedCaseRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    CaseId int NOT NULL,
    PreOverdueAt bigint NULL,
    DueAt bigint NULL,
    PostOverdueAt bigint NULL,
    IsOverdue bit NOT NULL,
    Cycle int NOT NULL,
    StageReached int NOT NULL,
    NextDueAt bigint NULL,
    DuePausedAt bigint NULL,
    DuePolicyMark bigint NULL,
    DuePlannedAt bigint NULL,
    UpdatedAt bigint NOT NULL,
    VersionStep int NOT NULL
);

UPDATE dbo.SchemaInfo SET Version = 9, OldestProgram = 8;
