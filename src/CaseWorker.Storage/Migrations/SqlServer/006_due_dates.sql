-- Due dates that fire.

-- StageReached: the last stage of the cycle that fired or was skipped: 0 none, 1 pre, 2 due, 3 post.
-- NextDueAt: when the sweep must look; null while nothing can fire.
-- DueCountedFrom: where the stages are counted from; null: from the opening. DueSetTo: the date as a person set it, before pauses moved it.
-- DuePausedAt: since when stages wait. DuePolicyMark: the policy that the dates were made by, 0 for none; null: no policy moves them.
ALTER TABLE dbo.SupportCase ADD StageReached int NOT NULL CONSTRAINT DF_SupportCase_StageReached DEFAULT 0;
ALTER TABLE dbo.SupportCase ADD NextDueAt bigint NULL;
ALTER TABLE dbo.SupportCase ADD DueCountedFrom bigint NULL;
ALTER TABLE dbo.SupportCase ADD DueSetTo bigint NULL;
ALTER TABLE dbo.SupportCase ADD DuePausedAt bigint NULL;
ALTER TABLE dbo.SupportCase ADD DuePolicyMark bigint NULL;
GO

-- Cases that are older than due dates: their dates are made when the policies are first looked at.
UPDATE dbo.SupportCase SET DuePolicyMark = 0 WHERE Status <> 'closed' AND IsDueByHand = 0;

-- A date that a person set before is kept, and fires.
UPDATE dbo.SupportCase SET DueSetTo = DueAt, NextDueAt = DueAt, DueCountedFrom = UpdatedAt WHERE Status <> 'closed' AND IsDueByHand = 1;

CREATE INDEX IX_SupportCase_NextDue ON dbo.SupportCase (NextDueAt, CaseId) WHERE NextDueAt IS NOT NULL;
CREATE INDEX IX_SupportCase_DuePolicy ON dbo.SupportCase (ServiceId, DuePolicyMark, CaseId) WHERE DuePolicyMark IS NOT NULL;

-- FiredAt is null for a stage that was skipped: it lay before the case was stored.
CREATE TABLE dbo.CaseDueEvent (
    CaseId int NOT NULL,
    Cycle int NOT NULL,
    Stage varchar(4) NOT NULL,
    ServiceId int NOT NULL,
    PlannedAt bigint NOT NULL,
    FiredAt bigint NULL,
    LatenessMs bigint NULL,
    Late bit NOT NULL,
    CONSTRAINT PK_CaseDueEvent PRIMARY KEY (CaseId, Cycle, Stage),
    CONSTRAINT CK_CaseDueEvent_Stage CHECK (Stage IN ('pre', 'due', 'post'))
);
CREATE INDEX IX_CaseDueEvent_Service ON dbo.CaseDueEvent (ServiceId, FiredAt, LatenessMs) WHERE FiredAt IS NOT NULL;

-- Schedulers take turns at these rows.
CREATE TABLE dbo.DueCursor (
    Work varchar(10) NOT NULL,
    Turns bigint NOT NULL,
    TurnAt bigint NOT NULL,
    CONSTRAINT PK_DueCursor PRIMARY KEY (Work)
);
INSERT INTO dbo.DueCursor (Work, Turns, TurnAt) VALUES ('sweep', 0, 0), ('policy', 0, 0);

DROP TYPE dbo.SupportCaseRows;
CREATE TYPE dbo.SupportCaseRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    CaseId int NOT NULL,
    HubId int NOT NULL,
    ServiceId int NOT NULL,
    DepartmentId int NOT NULL,
    Sequence bigint NOT NULL,
    KeyHash binary(32) NOT NULL,
    BodyHash binary(32) NOT NULL,
    MessageKey nvarchar(255) NOT NULL,
    Source nvarchar(200) NULL,
    SourceN bigint NULL,
    Worker nvarchar(200) NOT NULL,
    AcceptedAt bigint NOT NULL,
    StoredAt bigint NOT NULL,
    Status varchar(10) NOT NULL,
    Waiting bit NOT NULL,
    RepId int NULL,
    CustomerId int NULL,
    CompanyId int NULL,
    ExtRef nvarchar(200) NULL,
    Subject nvarchar(1000) NULL,
    Notes nvarchar(max) NULL,
    ClassificationCode nvarchar(100) NULL,
    AutoClose bit NOT NULL,
    ProcedureExtRef nvarchar(200) NULL,
    ProcedureOptionExtRef nvarchar(200) NULL,
    OpenedBy nvarchar(200) NULL,
    OpenedAt bigint NOT NULL,
    AssignedAt bigint NULL,
    FirstResponseAt bigint NULL,
    LastResponseAt bigint NULL,
    UpdatedAt bigint NOT NULL,
    ClosedAt bigint NULL,
    DueAt bigint NULL,
    PreOverdueAt bigint NULL,
    PostOverdueAt bigint NULL,
    IsOverdue bit NOT NULL,
    Cycle int NOT NULL,
    PossibleDuplicate bit NOT NULL,
    RowVersion bigint NOT NULL,
    StageReached int NOT NULL,
    NextDueAt bigint NULL,
    DuePolicyMark bigint NULL
);

CREATE TYPE dbo.CaseDueEventRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    CaseId int NOT NULL,
    Cycle int NOT NULL,
    Stage varchar(4) NOT NULL,
    ServiceId int NOT NULL,
    PlannedAt bigint NOT NULL,
    FiredAt bigint NULL,
    LatenessMs bigint NULL,
    Late bit NOT NULL
);

CREATE TYPE dbo.FiredCaseRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    CaseId int NOT NULL,
    StageReached int NOT NULL,
    NextDueAt bigint NULL,
    IsOverdue bit NOT NULL,
    UpdatedAt bigint NOT NULL
);

CREATE TYPE dbo.PlannedCaseRows AS TABLE (
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
    UpdatedAt bigint NOT NULL,
    VersionStep int NOT NULL
);

CREATE TYPE dbo.ServiceMarkRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    ServiceId int NOT NULL,
    Mark bigint NOT NULL
);

-- A program before this one stores cases that no stage would ever fire for.
UPDATE dbo.SchemaInfo SET Version = 6, OldestProgram = 6;
