-- The shapes in which batches of rows travel to the server: one type for each table that intake fills.
-- Ord keeps the order of the batch, which a table parameter has not by itself.

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
    RowVersion bigint NOT NULL
);

CREATE TYPE dbo.CasePropertyRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    CaseId int NOT NULL,
    Ordinal int NOT NULL,
    Name nvarchar(100) NOT NULL,
    Value nvarchar(2000) NOT NULL
);

CREATE TYPE dbo.CaseNoteRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    CaseId int NOT NULL,
    At bigint NOT NULL,
    ModifiedAt bigint NULL,
    Author nvarchar(200) NULL,
    System bit NOT NULL,
    Type varchar(20) NOT NULL,
    Title nvarchar(1000) NULL,
    Text nvarchar(max) NULL
);

CREATE TYPE dbo.CaseAssignmentRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    CaseId int NOT NULL,
    Ordinal int NOT NULL,
    At bigint NOT NULL,
    Strategy varchar(20) NOT NULL,
    RepId int NULL,
    EligibleHash binary(32) NOT NULL,
    ExcludedHash binary(32) NOT NULL,
    DrawIndex int NULL,
    DrawOf int NULL,
    Cause varchar(40) NOT NULL
);

CREATE TYPE dbo.RepSetRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    SetHash binary(32) NOT NULL,
    Members nvarchar(max) NOT NULL
);

CREATE TYPE dbo.ParkedMessageRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    PartitionId int NULL,
    ServiceId int NULL,
    KeyHash binary(32) NOT NULL,
    BodyHash binary(32) NOT NULL,
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
    FromGateway bit NOT NULL,
    Reason varchar(50) NOT NULL,
    Detail nvarchar(max) NULL,
    Headers nvarchar(max) NULL,
    State varchar(10) NOT NULL,
    Attempts int NOT NULL,
    ParkedAt bigint NOT NULL
);

CREATE TYPE dbo.HeldMessageRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    PartitionId int NOT NULL,
    ServiceId int NOT NULL,
    KeyHash binary(32) NOT NULL,
    BodyHash binary(32) NOT NULL,
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
    FromGateway bit NOT NULL,
    HeldAt bigint NOT NULL
);

CREATE TYPE dbo.IntakeQueueRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    PartitionId int NOT NULL,
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

CREATE TYPE dbo.OutboxRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    PartitionId int NOT NULL,
    HubId int NOT NULL,
    CaseId int NULL,
    EventName varchar(40) NOT NULL,
    MessageId nvarchar(36) NOT NULL,
    Body nvarchar(max) NOT NULL,
    CreatedAt bigint NOT NULL
);

CREATE TYPE dbo.IdempotencyKeyRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    HubId int NOT NULL,
    KeyHash binary(32) NOT NULL,
    RequestHash binary(32) NOT NULL,
    CaseId int NOT NULL,
    MessageKey nvarchar(255) NOT NULL,
    CreatedAt bigint NOT NULL
);

CREATE TYPE dbo.RouterHandOverRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    BodyHash binary(32) NOT NULL,
    MessageKey nvarchar(255) NOT NULL,
    Channel nvarchar(200) NOT NULL,
    State varchar(10) NOT NULL,
    At bigint NOT NULL
);

CREATE TYPE dbo.ServiceCounterRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    ServiceId int NOT NULL,
    LastSequence bigint NOT NULL,
    LastStoredAt bigint NOT NULL,
    BlockedBy bigint NULL,
    Held int NOT NULL
);

CREATE TYPE dbo.DepartmentRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    DepartmentId int NOT NULL,
    LastRepId int NULL,
    Waiting int NOT NULL
);

-- The catalogue, as it is declared.

CREATE TYPE dbo.HubRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    HubId int NOT NULL,
    Name nvarchar(200) NOT NULL,
    HelpCenterId varchar(24) NULL,
    EndUserListId int NULL
);

CREATE TYPE dbo.DeclaredDepartmentRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    DepartmentId int NOT NULL,
    HubId int NOT NULL,
    Name nvarchar(200) NOT NULL,
    Assignment varchar(20) NOT NULL,
    ReleaseOnAbsence bit NOT NULL,
    IntakeServiceId int NULL
);

CREATE TYPE dbo.ServiceRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    ServiceId int NOT NULL,
    HubId int NOT NULL,
    DepartmentId int NOT NULL,
    Name nvarchar(200) NOT NULL,
    ExtRef nvarchar(200) NULL,
    Active bit NOT NULL,
    HeadOfLine varchar(10) NOT NULL,
    WorkflowId int NULL,
    TriggerId int NULL,
    Cost varchar(30) NULL,
    Due nvarchar(max) NULL
);

CREATE TYPE dbo.RepRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    RepId int NOT NULL,
    HubId int NOT NULL,
    UserName nvarchar(200) NOT NULL,
    FirstName nvarchar(200) NULL,
    LastName nvarchar(200) NULL,
    Active bit NOT NULL,
    MaxOpenCases int NULL
);

CREATE TYPE dbo.RepDepartmentRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    RepId int NOT NULL,
    DepartmentId int NOT NULL
);

CREATE TYPE dbo.RepAbsenceRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    RepId int NOT NULL,
    FromAt bigint NOT NULL,
    ToAt bigint NULL
);

CREATE TYPE dbo.CatalogItemRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    HubId int NOT NULL,
    Kind varchar(20) NOT NULL,
    ItemId nvarchar(100) NOT NULL,
    Ordinal int NOT NULL,
    Definition nvarchar(max) NOT NULL
);

CREATE TYPE dbo.IdRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    Id bigint NOT NULL
);

CREATE TYPE dbo.HashRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    Hash binary(32) NOT NULL
);

UPDATE dbo.SchemaInfo SET Version = 2, OldestProgram = 2;

CREATE TYPE dbo.RepChangeRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    CaseId int NOT NULL,
    RepId int NULL,
    At bigint NOT NULL
);
