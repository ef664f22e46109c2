-- Instants are Unix milliseconds (UTC) in both dialects, so that one comparison and one index order hold everywhere.
-- Words (status, state, strategy) are lower case and held by checks; text that must match exactly is compared by hash or in code.

CREATE TABLE dbo.SchemaInfo (
    Id int NOT NULL,
    Version int NOT NULL,
    OldestProgram int NOT NULL,
    CONSTRAINT PK_SchemaInfo PRIMARY KEY (Id),
    CONSTRAINT CK_SchemaInfo_Id CHECK (Id = 1)
);

CREATE TABLE dbo.Installation (
    Id int NOT NULL,
    Partitions int NULL,
    RepartitionTo int NULL,
    RepartitionStep varchar(20) NULL,
    CatalogVersion bigint NOT NULL,
    KeysVersion bigint NOT NULL,
    NextCaseId bigint NOT NULL,
    CONSTRAINT PK_Installation PRIMARY KEY (Id),
    CONSTRAINT CK_Installation_Id CHECK (Id = 1)
);

CREATE TABLE dbo.Lease (
    Name varchar(50) NOT NULL,
    Owner nvarchar(200) NOT NULL,
    ExpiresAt bigint NOT NULL,
    CONSTRAINT PK_Lease PRIMARY KEY (Name)
);

CREATE TABLE dbo.WorkerHeartbeat (
    WorkerId nvarchar(200) NOT NULL,
    Roles varchar(50) NOT NULL,
    Host nvarchar(200) NOT NULL,
    Version varchar(50) NOT NULL,
    StartedAt bigint NOT NULL,
    BeatAt bigint NOT NULL,
    CONSTRAINT PK_WorkerHeartbeat PRIMARY KEY (WorkerId)
);

CREATE TABLE dbo.Partition (
    PartitionId int NOT NULL,
    Epoch bigint NOT NULL,
    Owner nvarchar(200) NULL,
    OwnedAt bigint NULL,
    CONSTRAINT PK_Partition PRIMARY KEY (PartitionId)
);

CREATE TABLE dbo.Hub (
    HubId int NOT NULL,
    Name nvarchar(200) NOT NULL,
    HelpCenterId varchar(24) NULL,
    EndUserListId int NULL,
    CONSTRAINT PK_Hub PRIMARY KEY (HubId)
);

CREATE TABLE dbo.Department (
    DepartmentId int NOT NULL,
    HubId int NOT NULL,
    Name nvarchar(200) NOT NULL,
    Assignment varchar(20) NOT NULL,
    ReleaseOnAbsence bit NOT NULL,
    IntakeServiceId int NULL,
    LastRepId int NULL,
    Waiting int NOT NULL,
    CONSTRAINT PK_Department PRIMARY KEY (DepartmentId),
    CONSTRAINT CK_Department_Assignment CHECK (Assignment IN ('random', 'round-robin', 'least-open')),
    CONSTRAINT CK_Department_Waiting CHECK (Waiting >= 0)
);

CREATE TABLE dbo.Service (
    ServiceId int NOT NULL,
    HubId int NOT NULL,
    DepartmentId int NOT NULL,
    Name nvarchar(200) NOT NULL,
    ExtRef nvarchar(200) NULL,
    Active bit NOT NULL,
    HeadOfLine varchar(10) NOT NULL,
    WorkflowId int NULL,
    TriggerId int NULL,
    Cost decimal(18, 4) NULL,
    Due nvarchar(max) NULL,
    CONSTRAINT PK_Service PRIMARY KEY (ServiceId),
    CONSTRAINT CK_Service_HeadOfLine CHECK (HeadOfLine IN ('park', 'block'))
);

CREATE TABLE dbo.ServiceCounter (
    ServiceId int NOT NULL,
    LastSequence bigint NOT NULL,
    LastStoredAt bigint NOT NULL,
    BlockedBy bigint NULL,
    Held int NOT NULL,
    CONSTRAINT PK_ServiceCounter PRIMARY KEY (ServiceId),
    CONSTRAINT CK_ServiceCounter_LastSequence CHECK (LastSequence >= 0),
    CONSTRAINT CK_ServiceCounter_Held CHECK (Held >= 0)
);

CREATE TABLE dbo.Rep (
    RepId int NOT NULL,
    HubId int NOT NULL,
    UserName nvarchar(200) NOT NULL,
    FirstName nvarchar(200) NULL,
    LastName nvarchar(200) NULL,
    Active bit NOT NULL,
    MaxOpenCases int NULL,
    CONSTRAINT PK_Rep PRIMARY KEY (RepId)
);

CREATE TABLE dbo.RepDepartment (
    RepId int NOT NULL,
    DepartmentId int NOT NULL,
    CONSTRAINT PK_RepDepartment PRIMARY KEY (RepId, DepartmentId)
);

CREATE TABLE dbo.RepAbsence (
    RepId int NOT NULL,
    FromAt bigint NOT NULL,
    ToAt bigint NULL,
    CONSTRAINT PK_RepAbsence PRIMARY KEY (RepId, FromAt)
);

CREATE TABLE dbo.CatalogItem (
    HubId int NOT NULL,
    Kind varchar(20) NOT NULL,
    ItemId nvarchar(100) NOT NULL,
    Ordinal int NOT NULL,
    Definition nvarchar(max) NOT NULL,
    CONSTRAINT PK_CatalogItem PRIMARY KEY (HubId, Kind, ItemId)
);

CREATE TABLE dbo.ApiKey (
    KeyId bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_ApiKey PRIMARY KEY,
    HubId int NOT NULL,
    Name nvarchar(200) NOT NULL,
    KeyHash binary(32) NOT NULL,
    Scopes varchar(200) NOT NULL,
    AccessLevel varchar(20) NULL,
    CreatedAt bigint NOT NULL,
    RevokedAt bigint NULL
);
CREATE UNIQUE INDEX UX_ApiKey_KeyHash ON dbo.ApiKey (KeyHash);
CREATE INDEX IX_ApiKey_Hub ON dbo.ApiKey (HubId, KeyId);

CREATE TABLE dbo.SupportCase (
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
    CONSTRAINT PK_SupportCase PRIMARY KEY (CaseId),
    CONSTRAINT CK_SupportCase_Status CHECK (Status IN ('new', 'open', 'closed'))
);
CREATE UNIQUE INDEX UX_SupportCase_KeyHash ON dbo.SupportCase (KeyHash);
CREATE UNIQUE INDEX UX_SupportCase_Sequence ON dbo.SupportCase (ServiceId, Sequence);
CREATE INDEX IX_SupportCase_HubStatus ON dbo.SupportCase (HubId, Status, CaseId);
CREATE INDEX IX_SupportCase_Rep ON dbo.SupportCase (RepId, Status, CaseId);
CREATE INDEX IX_SupportCase_ServiceStatus ON dbo.SupportCase (ServiceId, Status, Sequence);
CREATE INDEX IX_SupportCase_Waiting ON dbo.SupportCase (DepartmentId, StoredAt, ServiceId, Sequence) WHERE Waiting = 1;

CREATE TABLE dbo.Tombstone (
    CaseId int NOT NULL,
    HubId int NOT NULL,
    ServiceId int NOT NULL,
    Sequence bigint NOT NULL,
    KeyHash binary(32) NOT NULL,
    BodyHash binary(32) NOT NULL,
    MessageKey nvarchar(255) NOT NULL,
    Source nvarchar(200) NULL,
    SourceN bigint NULL,
    Worker nvarchar(200) NOT NULL,
    AcceptedAt bigint NOT NULL,
    StoredAt bigint NOT NULL,
    DeletedAt bigint NOT NULL,
    DeletedBy nvarchar(200) NOT NULL,
    Why nvarchar(1000) NULL,
    CONSTRAINT PK_Tombstone PRIMARY KEY (CaseId)
);
CREATE UNIQUE INDEX UX_Tombstone_KeyHash ON dbo.Tombstone (KeyHash);
CREATE UNIQUE INDEX UX_Tombstone_Sequence ON dbo.Tombstone (ServiceId, Sequence);

CREATE TABLE dbo.CaseProperty (
    CaseId int NOT NULL,
    Ordinal int NOT NULL,
    Name nvarchar(100) NOT NULL,
    Value nvarchar(2000) NOT NULL,
    CONSTRAINT PK_CaseProperty PRIMARY KEY (CaseId, Ordinal)
);

CREATE TABLE dbo.CaseNote (
    NoteId bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_CaseNote PRIMARY KEY,
    CaseId int NOT NULL,
    At bigint NOT NULL,
    ModifiedAt bigint NULL,
    Author nvarchar(200) NULL,
    System bit NOT NULL,
    Type varchar(20) NOT NULL,
    Title nvarchar(1000) NULL,
    Text nvarchar(max) NULL
);
CREATE INDEX IX_CaseNote_Case ON dbo.CaseNote (CaseId, NoteId);

CREATE TABLE dbo.RepSet (
    SetHash binary(32) NOT NULL,
    Members nvarchar(max) NOT NULL,
    CONSTRAINT PK_RepSet PRIMARY KEY (SetHash)
);

CREATE TABLE dbo.CaseAssignment (
    CaseId int NOT NULL,
    Ordinal int NOT NULL,
    At bigint NOT NULL,
    Strategy varchar(20) NOT NULL,
    RepId int NULL,
    EligibleHash binary(32) NOT NULL,
    ExcludedHash binary(32) NOT NULL,
    DrawIndex int NULL,
    DrawOf int NULL,
    Cause varchar(40) NOT NULL,
    CONSTRAINT PK_CaseAssignment PRIMARY KEY (CaseId, Ordinal)
);

CREATE TABLE dbo.IdBlock (
    FirstId int NOT NULL,
    LastId int NOT NULL,
    Owner nvarchar(200) NOT NULL,
    TakenAt bigint NOT NULL,
    CONSTRAINT PK_IdBlock PRIMARY KEY (FirstId)
);

CREATE TABLE dbo.IdempotencyKey (
    HubId int NOT NULL,
    KeyHash binary(32) NOT NULL,
    RequestHash binary(32) NOT NULL,
    CaseId int NOT NULL,
    MessageKey nvarchar(255) NOT NULL,
    CreatedAt bigint NOT NULL,
    ConfirmedAt bigint NULL,
    CONSTRAINT PK_IdempotencyKey PRIMARY KEY (HubId, KeyHash)
);
CREATE INDEX IX_IdempotencyKey_Age ON dbo.IdempotencyKey (CreatedAt);

CREATE TABLE dbo.IntakeQueue (
    QueueId bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_IntakeQueue PRIMARY KEY,
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
CREATE INDEX IX_IntakeQueue_Case ON dbo.IntakeQueue (CaseId);

CREATE TABLE dbo.ParkedMessage (
    ParkedId bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_ParkedMessage PRIMARY KEY,
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
    ParkedAt bigint NOT NULL,
    ResolvedAt bigint NULL,
    ResolvedCaseId int NULL,
    DiscardReason nvarchar(1000) NULL,
    CONSTRAINT CK_ParkedMessage_State CHECK (State IN ('parked', 'retrying', 'resolved', 'discarded'))
);
CREATE UNIQUE INDEX UX_ParkedMessage_Key ON dbo.ParkedMessage (KeyHash, BodyHash);
CREATE INDEX IX_ParkedMessage_Hub ON dbo.ParkedMessage (HubId, ParkedId);
CREATE INDEX IX_ParkedMessage_HubState ON dbo.ParkedMessage (HubId, State, ParkedId);
CREATE INDEX IX_ParkedMessage_State ON dbo.ParkedMessage (State, ParkedId);
CREATE INDEX IX_ParkedMessage_Case ON dbo.ParkedMessage (CaseId);

CREATE TABLE dbo.HeldMessage (
    HeldId bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_HeldMessage PRIMARY KEY,
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
CREATE UNIQUE INDEX UX_HeldMessage_Key ON dbo.HeldMessage (KeyHash, BodyHash);
CREATE INDEX IX_HeldMessage_Service ON dbo.HeldMessage (ServiceId, HeldId);
CREATE INDEX IX_HeldMessage_Case ON dbo.HeldMessage (CaseId);

CREATE TABLE dbo.Attempt (
    KeyHash binary(32) NOT NULL,
    Count int NOT NULL,
    LastAt bigint NOT NULL,
    CONSTRAINT PK_Attempt PRIMARY KEY (KeyHash)
);
CREATE INDEX IX_Attempt_Age ON dbo.Attempt (LastAt);

CREATE TABLE dbo.RouterHandOver (
    HandOverId bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_RouterHandOver PRIMARY KEY,
    BodyHash binary(32) NOT NULL,
    MessageKey nvarchar(255) NOT NULL,
    Channel nvarchar(200) NOT NULL,
    State varchar(10) NOT NULL,
    At bigint NOT NULL,
    CONSTRAINT CK_RouterHandOver_State CHECK (State IN ('open', 'done'))
);
CREATE INDEX IX_RouterHandOver_Body ON dbo.RouterHandOver (BodyHash, State, HandOverId);
CREATE INDEX IX_RouterHandOver_Age ON dbo.RouterHandOver (State, At);

CREATE TABLE dbo.Outbox (
    OutboxId bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_Outbox PRIMARY KEY,
    PartitionId int NOT NULL,
    HubId int NOT NULL,
    CaseId int NULL,
    EventName varchar(40) NOT NULL,
    MessageId nvarchar(36) NOT NULL,
    Body nvarchar(max) NOT NULL,
    CreatedAt bigint NOT NULL,
    EventNo bigint NULL,
    DispatchedAt bigint NULL
);
CREATE INDEX IX_Outbox_Waiting ON dbo.Outbox (PartitionId, OutboxId) WHERE DispatchedAt IS NULL;
CREATE INDEX IX_Outbox_Age ON dbo.Outbox (DispatchedAt) WHERE DispatchedAt IS NOT NULL;

-- Ids for cases are given out in recorded blocks of 1,000.
CREATE SEQUENCE dbo.CaseIdBlock AS bigint START WITH 1 INCREMENT BY 1000;

INSERT INTO dbo.SchemaInfo (Id, Version, OldestProgram) VALUES (1, 1, 1);
INSERT INTO dbo.Installation (Id, CatalogVersion, KeysVersion, NextCaseId) VALUES (1, 0, 0, 1);
