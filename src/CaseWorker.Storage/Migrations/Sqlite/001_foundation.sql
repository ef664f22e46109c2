-- Instants are Unix milliseconds (UTC) in both dialects, so that one comparison and one index order hold everywhere.
-- Words (status, state, strategy) are lower case and held by checks; text that must match exactly is compared by hash or in code.

-- Differs from SQL Server: booleans are 0 or 1, identities are AUTOINCREMENT so that a number is never used again,
-- and ids for cases come from Installation.NextCaseId because there are no sequences.

CREATE TABLE SchemaInfo (
    Id INTEGER NOT NULL,
    Version INTEGER NOT NULL,
    OldestProgram INTEGER NOT NULL,
    CONSTRAINT PK_SchemaInfo PRIMARY KEY (Id),
    CONSTRAINT CK_SchemaInfo_Id CHECK (Id = 1)
);

CREATE TABLE Installation (
    Id INTEGER NOT NULL,
    Partitions INTEGER NULL,
    RepartitionTo INTEGER NULL,
    RepartitionStep TEXT NULL,
    CatalogVersion INTEGER NOT NULL,
    KeysVersion INTEGER NOT NULL,
    NextCaseId INTEGER NOT NULL,
    CONSTRAINT PK_Installation PRIMARY KEY (Id),
    CONSTRAINT CK_Installation_Id CHECK (Id = 1)
);

CREATE TABLE Lease (
    Name TEXT NOT NULL,
    Owner TEXT NOT NULL,
    ExpiresAt INTEGER NOT NULL,
    CONSTRAINT PK_Lease PRIMARY KEY (Name)
);

CREATE TABLE WorkerHeartbeat (
    WorkerId TEXT NOT NULL,
    Roles TEXT NOT NULL,
    Host TEXT NOT NULL,
    Version TEXT NOT NULL,
    StartedAt INTEGER NOT NULL,
    BeatAt INTEGER NOT NULL,
    CONSTRAINT PK_WorkerHeartbeat PRIMARY KEY (WorkerId)
);

CREATE TABLE Partition (
    PartitionId INTEGER NOT NULL,
    Epoch INTEGER NOT NULL,
    Owner TEXT NULL,
    OwnedAt INTEGER NULL,
    CONSTRAINT PK_Partition PRIMARY KEY (PartitionId)
);

CREATE TABLE Hub (
    HubId INTEGER NOT NULL,
    Name TEXT NOT NULL,
    HelpCenterId TEXT NULL,
    EndUserListId INTEGER NULL,
    CONSTRAINT PK_Hub PRIMARY KEY (HubId)
);

CREATE TABLE Department (
    DepartmentId INTEGER NOT NULL,
    HubId INTEGER NOT NULL,
    Name TEXT NOT NULL,
    Assignment TEXT NOT NULL,
    ReleaseOnAbsence INTEGER NOT NULL,
    IntakeServiceId INTEGER NULL,
    LastRepId INTEGER NULL,
    Waiting INTEGER NOT NULL,
    CONSTRAINT PK_Department PRIMARY KEY (DepartmentId),
    CONSTRAINT CK_Department_Assignment CHECK (Assignment IN ('random', 'round-robin', 'least-open')),
    CONSTRAINT CK_Department_Waiting CHECK (Waiting >= 0)
);

CREATE TABLE Service (
    ServiceId INTEGER NOT NULL,
    HubId INTEGER NOT NULL,
    DepartmentId INTEGER NOT NULL,
    Name TEXT NOT NULL,
    ExtRef TEXT NULL,
    Active INTEGER NOT NULL,
    HeadOfLine TEXT NOT NULL,
    WorkflowId INTEGER NULL,
    TriggerId INTEGER NULL,
    Cost NUMERIC NULL,
    Due TEXT NULL,
    CONSTRAINT PK_Service PRIMARY KEY (ServiceId),
    CONSTRAINT CK_Service_HeadOfLine CHECK (HeadOfLine IN ('park', 'block'))
);

CREATE TABLE ServiceCounter (
    ServiceId INTEGER NOT NULL,
    LastSequence INTEGER NOT NULL,
    LastStoredAt INTEGER NOT NULL,
    BlockedBy INTEGER NULL,
    Held INTEGER NOT NULL,
    CONSTRAINT PK_ServiceCounter PRIMARY KEY (ServiceId),
    CONSTRAINT CK_ServiceCounter_LastSequence CHECK (LastSequence >= 0),
    CONSTRAINT CK_ServiceCounter_Held CHECK (Held >= 0)
);

CREATE TABLE Rep (
    RepId INTEGER NOT NULL,
    HubId INTEGER NOT NULL,
    UserName TEXT NOT NULL,
    FirstName TEXT NULL,
    LastName TEXT NULL,
    Active INTEGER NOT NULL,
    MaxOpenCases INTEGER NULL,
    CONSTRAINT PK_Rep PRIMARY KEY (RepId)
);

CREATE TABLE RepDepartment (
    RepId INTEGER NOT NULL,
    DepartmentId INTEGER NOT NULL,
    CONSTRAINT PK_RepDepartment PRIMARY KEY (RepId, DepartmentId)
);

CREATE TABLE RepAbsence (
    RepId INTEGER NOT NULL,
    FromAt INTEGER NOT NULL,
    ToAt INTEGER NULL,
    CONSTRAINT PK_RepAbsence PRIMARY KEY (RepId, FromAt)
);

CREATE TABLE CatalogItem (
    HubId INTEGER NOT NULL,
    Kind TEXT NOT NULL,
    ItemId TEXT NOT NULL,
    Ordinal INTEGER NOT NULL,
    Definition TEXT NOT NULL,
    CONSTRAINT PK_CatalogItem PRIMARY KEY (HubId, Kind, ItemId)
);

CREATE TABLE ApiKey (
    KeyId INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    HubId INTEGER NOT NULL,
    Name TEXT NOT NULL,
    KeyHash BLOB NOT NULL,
    Scopes TEXT NOT NULL,
    AccessLevel TEXT NULL,
    CreatedAt INTEGER NOT NULL,
    RevokedAt INTEGER NULL
);
CREATE UNIQUE INDEX UX_ApiKey_KeyHash ON ApiKey (KeyHash);
CREATE INDEX IX_ApiKey_Hub ON ApiKey (HubId, KeyId);

CREATE TABLE SupportCase (
    CaseId INTEGER NOT NULL,
    HubId INTEGER NOT NULL,
    ServiceId INTEGER NOT NULL,
    DepartmentId INTEGER NOT NULL,
    Sequence INTEGER NOT NULL,
    KeyHash BLOB NOT NULL,
    BodyHash BLOB NOT NULL,
    MessageKey TEXT NOT NULL,
    Source TEXT NULL,
    SourceN INTEGER NULL,
    Worker TEXT NOT NULL,
    AcceptedAt INTEGER NOT NULL,
    StoredAt INTEGER NOT NULL,
    Status TEXT NOT NULL,
    Waiting INTEGER NOT NULL,
    RepId INTEGER NULL,
    CustomerId INTEGER NULL,
    CompanyId INTEGER NULL,
    ExtRef TEXT NULL,
    Subject TEXT NULL,
    Notes TEXT NULL,
    ClassificationCode TEXT NULL,
    AutoClose INTEGER NOT NULL,
    ProcedureExtRef TEXT NULL,
    ProcedureOptionExtRef TEXT NULL,
    OpenedBy TEXT NULL,
    OpenedAt INTEGER NOT NULL,
    AssignedAt INTEGER NULL,
    FirstResponseAt INTEGER NULL,
    LastResponseAt INTEGER NULL,
    UpdatedAt INTEGER NOT NULL,
    ClosedAt INTEGER NULL,
    DueAt INTEGER NULL,
    PreOverdueAt INTEGER NULL,
    PostOverdueAt INTEGER NULL,
    IsOverdue INTEGER NOT NULL,
    Cycle INTEGER NOT NULL,
    PossibleDuplicate INTEGER NOT NULL,
    RowVersion INTEGER NOT NULL,
    CONSTRAINT PK_SupportCase PRIMARY KEY (CaseId),
    CONSTRAINT CK_SupportCase_Status CHECK (Status IN ('new', 'open', 'closed'))
);
CREATE UNIQUE INDEX UX_SupportCase_KeyHash ON SupportCase (KeyHash);
CREATE UNIQUE INDEX UX_SupportCase_Sequence ON SupportCase (ServiceId, Sequence);
CREATE INDEX IX_SupportCase_HubStatus ON SupportCase (HubId, Status, CaseId);
CREATE INDEX IX_SupportCase_Rep ON SupportCase (RepId, Status, CaseId);
CREATE INDEX IX_SupportCase_ServiceStatus ON SupportCase (ServiceId, Status, Sequence);
CREATE INDEX IX_SupportCase_Waiting ON SupportCase (DepartmentId, StoredAt, ServiceId, Sequence) WHERE Waiting = 1;

CREATE TABLE Tombstone (
    CaseId INTEGER NOT NULL,
    HubId INTEGER NOT NULL,
    ServiceId INTEGER NOT NULL,
    Sequence INTEGER NOT NULL,
    KeyHash BLOB NOT NULL,
    BodyHash BLOB NOT NULL,
    MessageKey TEXT NOT NULL,
    Source TEXT NULL,
    SourceN INTEGER NULL,
    Worker TEXT NOT NULL,
    AcceptedAt INTEGER NOT NULL,
    StoredAt INTEGER NOT NULL,
    DeletedAt INTEGER NOT NULL,
    DeletedBy TEXT NOT NULL,
    Why TEXT NULL,
    CONSTRAINT PK_Tombstone PRIMARY KEY (CaseId)
);
CREATE UNIQUE INDEX UX_Tombstone_KeyHash ON Tombstone (KeyHash);
CREATE UNIQUE INDEX UX_Tombstone_Sequence ON Tombstone (ServiceId, Sequence);

CREATE TABLE CaseProperty (
    CaseId INTEGER NOT NULL,
    Ordinal INTEGER NOT NULL,
    Name TEXT NOT NULL,
    Value TEXT NOT NULL,
    CONSTRAINT PK_CaseProperty PRIMARY KEY (CaseId, Ordinal)
) WITHOUT ROWID;

CREATE TABLE CaseNote (
    NoteId INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CaseId INTEGER NOT NULL,
    At INTEGER NOT NULL,
    ModifiedAt INTEGER NULL,
    Author TEXT NULL,
    System INTEGER NOT NULL,
    Type TEXT NOT NULL,
    Title TEXT NULL,
    Text TEXT NULL
);
CREATE INDEX IX_CaseNote_Case ON CaseNote (CaseId, NoteId);

CREATE TABLE RepSet (
    SetHash BLOB NOT NULL,
    Members TEXT NOT NULL,
    CONSTRAINT PK_RepSet PRIMARY KEY (SetHash)
);

CREATE TABLE CaseAssignment (
    CaseId INTEGER NOT NULL,
    Ordinal INTEGER NOT NULL,
    At INTEGER NOT NULL,
    Strategy TEXT NOT NULL,
    RepId INTEGER NULL,
    EligibleHash BLOB NOT NULL,
    ExcludedHash BLOB NOT NULL,
    DrawIndex INTEGER NULL,
    DrawOf INTEGER NULL,
    Cause TEXT NOT NULL,
    CONSTRAINT PK_CaseAssignment PRIMARY KEY (CaseId, Ordinal)
) WITHOUT ROWID;

CREATE TABLE IdBlock (
    FirstId INTEGER NOT NULL,
    LastId INTEGER NOT NULL,
    Owner TEXT NOT NULL,
    TakenAt INTEGER NOT NULL,
    CONSTRAINT PK_IdBlock PRIMARY KEY (FirstId)
);

CREATE TABLE IdempotencyKey (
    HubId INTEGER NOT NULL,
    KeyHash BLOB NOT NULL,
    RequestHash BLOB NOT NULL,
    CaseId INTEGER NOT NULL,
    MessageKey TEXT NOT NULL,
    CreatedAt INTEGER NOT NULL,
    ConfirmedAt INTEGER NULL,
    CONSTRAINT PK_IdempotencyKey PRIMARY KEY (HubId, KeyHash)
);
CREATE INDEX IX_IdempotencyKey_Age ON IdempotencyKey (CreatedAt);

CREATE TABLE IntakeQueue (
    QueueId INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    PartitionId INTEGER NOT NULL,
    Body BLOB NOT NULL,
    MessageKey TEXT NOT NULL,
    CaseId INTEGER NULL,
    HubId INTEGER NULL,
    Source TEXT NULL,
    SourceN INTEGER NULL,
    AcceptedAt INTEGER NULL,
    RetryOf INTEGER NULL,
    PossibleDuplicate INTEGER NOT NULL,
    Version INTEGER NOT NULL,
    FromGateway INTEGER NOT NULL
);
CREATE INDEX IX_IntakeQueue_Case ON IntakeQueue (CaseId);

CREATE TABLE ParkedMessage (
    ParkedId INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    PartitionId INTEGER NULL,
    ServiceId INTEGER NULL,
    KeyHash BLOB NOT NULL,
    BodyHash BLOB NOT NULL,
    Body BLOB NOT NULL,
    MessageKey TEXT NOT NULL,
    CaseId INTEGER NULL,
    HubId INTEGER NULL,
    Source TEXT NULL,
    SourceN INTEGER NULL,
    AcceptedAt INTEGER NULL,
    RetryOf INTEGER NULL,
    PossibleDuplicate INTEGER NOT NULL,
    Version INTEGER NOT NULL,
    FromGateway INTEGER NOT NULL,
    Reason TEXT NOT NULL,
    Detail TEXT NULL,
    Headers TEXT NULL,
    State TEXT NOT NULL,
    Attempts INTEGER NOT NULL,
    ParkedAt INTEGER NOT NULL,
    ResolvedAt INTEGER NULL,
    ResolvedCaseId INTEGER NULL,
    DiscardReason TEXT NULL,
    CONSTRAINT CK_ParkedMessage_State CHECK (State IN ('parked', 'retrying', 'resolved', 'discarded'))
);
CREATE UNIQUE INDEX UX_ParkedMessage_Key ON ParkedMessage (KeyHash, BodyHash);
CREATE INDEX IX_ParkedMessage_Hub ON ParkedMessage (HubId, ParkedId);
CREATE INDEX IX_ParkedMessage_HubState ON ParkedMessage (HubId, State, ParkedId);
CREATE INDEX IX_ParkedMessage_State ON ParkedMessage (State, ParkedId);
CREATE INDEX IX_ParkedMessage_Case ON ParkedMessage (CaseId);

CREATE TABLE HeldMessage (
    HeldId INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    PartitionId INTEGER NOT NULL,
    ServiceId INTEGER NOT NULL,
    KeyHash BLOB NOT NULL,
    BodyHash BLOB NOT NULL,
    Body BLOB NOT NULL,
    MessageKey TEXT NOT NULL,
    CaseId INTEGER NULL,
    HubId INTEGER NULL,
    Source TEXT NULL,
    SourceN INTEGER NULL,
    AcceptedAt INTEGER NULL,
    RetryOf INTEGER NULL,
    PossibleDuplicate INTEGER NOT NULL,
    Version INTEGER NOT NULL,
    FromGateway INTEGER NOT NULL,
    HeldAt INTEGER NOT NULL
);
CREATE UNIQUE INDEX UX_HeldMessage_Key ON HeldMessage (KeyHash, BodyHash);
CREATE INDEX IX_HeldMessage_Service ON HeldMessage (ServiceId, HeldId);
CREATE INDEX IX_HeldMessage_Case ON HeldMessage (CaseId);

CREATE TABLE Attempt (
    KeyHash BLOB NOT NULL,
    Count INTEGER NOT NULL,
    LastAt INTEGER NOT NULL,
    CONSTRAINT PK_Attempt PRIMARY KEY (KeyHash)
);
CREATE INDEX IX_Attempt_Age ON Attempt (LastAt);

CREATE TABLE RouterHandOver (
    HandOverId INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    BodyHash BLOB NOT NULL,
    MessageKey TEXT NOT NULL,
    Channel TEXT NOT NULL,
    State TEXT NOT NULL,
    At INTEGER NOT NULL,
    CONSTRAINT CK_RouterHandOver_State CHECK (State IN ('open', 'done'))
);
CREATE INDEX IX_RouterHandOver_Body ON RouterHandOver (BodyHash, State, HandOverId);
CREATE INDEX IX_RouterHandOver_Age ON RouterHandOver (State, At);

CREATE TABLE Outbox (
    OutboxId INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    PartitionId INTEGER NOT NULL,
    HubId INTEGER NOT NULL,
    CaseId INTEGER NULL,
    EventName TEXT NOT NULL,
    MessageId TEXT NOT NULL,
    Body TEXT NOT NULL,
    CreatedAt INTEGER NOT NULL,
    EventNo INTEGER NULL,
    DispatchedAt INTEGER NULL
);
CREATE INDEX IX_Outbox_Waiting ON Outbox (PartitionId, OutboxId) WHERE DispatchedAt IS NULL;
CREATE INDEX IX_Outbox_Age ON Outbox (DispatchedAt) WHERE DispatchedAt IS NOT NULL;

INSERT INTO SchemaInfo (Id, Version, OldestProgram) VALUES (1, 1, 1);
INSERT INTO Installation (Id, CatalogVersion, KeysVersion, NextCaseId) VALUES (1, 0, 0, 1);
