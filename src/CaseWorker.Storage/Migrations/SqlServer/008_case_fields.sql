-- What cases have that came through the other APIs, and what those APIs remember.

-- CaseType: call, note or import, as its caller said. LastMessageAt: when the latest mail or note that somebody wrote was written; null: none was.
-- ActionNeeded: what a caller said; null: the status tells. ConversationId: null where none was given, then the case's id stands for it.
ALTER TABLE dbo.SupportCase ADD CaseType varchar(10) NULL;
ALTER TABLE dbo.SupportCase ADD LastMessageAt bigint NULL;
ALTER TABLE dbo.SupportCase ADD TriggerId int NULL;
ALTER TABLE dbo.SupportCase ADD ConversationId nvarchar(200) NULL;
ALTER TABLE dbo.SupportCase ADD CustomerName nvarchar(200) NULL;
ALTER TABLE dbo.SupportCase ADD Company nvarchar(200) NULL;
ALTER TABLE dbo.SupportCase ADD EmailAddress nvarchar(320) NULL;
ALTER TABLE dbo.SupportCase ADD PhoneNumber nvarchar(100) NULL;
ALTER TABLE dbo.SupportCase ADD ActionNeeded bit NULL;
ALTER TABLE dbo.SupportCase ADD Rating int NULL;
ALTER TABLE dbo.SupportCase ADD Feedback nvarchar(max) NULL;
ALTER TABLE dbo.SupportCase ADD RatedAt bigint NULL;
ALTER TABLE dbo.SupportCase ADD FeedbackRequestedAt bigint NULL;
GO

-- One index for every search of a hub: it holds all that is filtered and sorted by, and its entries come in the order in which cases
-- are stored, so that a new case is added at the end of its hub.
CREATE INDEX IX_SupportCase_Search ON dbo.SupportCase (HubId, CaseId, Status, DepartmentId, RepId, CustomerId, CompanyId, OpenedAt, AssignedAt, FirstResponseAt, LastResponseAt, UpdatedAt, ClosedAt);
CREATE INDEX IX_SupportCase_Conversation ON dbo.SupportCase (HubId, ConversationId) WHERE ConversationId IS NOT NULL;

-- Origin: opening (it repeats the details with which the case was opened) or import; null: written here.
-- ItemHash tells an imported item when it comes again.
ALTER TABLE dbo.CaseNote ADD Origin varchar(10) NULL;
ALTER TABLE dbo.CaseNote ADD Sender nvarchar(320) NULL;
ALTER TABLE dbo.CaseNote ADD Recipients nvarchar(max) NULL;
ALTER TABLE dbo.CaseNote ADD CopiedTo nvarchar(max) NULL;
ALTER TABLE dbo.CaseNote ADD BlindCopiedTo nvarchar(max) NULL;
ALTER TABLE dbo.CaseNote ADD ReceivedAt bigint NULL;
ALTER TABLE dbo.CaseNote ADD MailId nvarchar(400) NULL;
ALTER TABLE dbo.CaseNote ADD InternetMailId nvarchar(400) NULL;
ALTER TABLE dbo.CaseNote ADD ItemHash binary(32) NULL;
GO

CREATE UNIQUE INDEX UX_CaseNote_Item ON dbo.CaseNote (CaseId, ItemHash) WHERE ItemHash IS NOT NULL;

-- The addresses by which a case's customer is known, in lower case.
CREATE TABLE dbo.CaseEmail (
    HubId int NOT NULL,
    Email nvarchar(320) NOT NULL,
    CaseId int NOT NULL,
    CONSTRAINT PK_CaseEmail PRIMARY KEY (HubId, Email, CaseId)
);
CREATE INDEX IX_CaseEmail_Case ON dbo.CaseEmail (CaseId);

-- The item of each list and the users of each role that somebody chose for a case; what is not here is the default.
CREATE TABLE dbo.CaseListValue (
    CaseId int NOT NULL,
    ListId int NOT NULL,
    ItemId int NOT NULL,
    SubCategoryId int NULL,
    CONSTRAINT PK_CaseListValue PRIMARY KEY (CaseId, ListId)
);
CREATE INDEX IX_CaseListValue_Item ON dbo.CaseListValue (ListId, ItemId, CaseId);

CREATE TABLE dbo.CaseRoleUser (
    CaseId int NOT NULL,
    RoleId int NOT NULL,
    RepId int NOT NULL,
    Ordinal int NOT NULL,
    CONSTRAINT PK_CaseRoleUser PRIMARY KEY (CaseId, RoleId, RepId)
);
CREATE INDEX IX_CaseRoleUser_Rep ON dbo.CaseRoleUser (RepId, RoleId, CaseId);

-- How many requests of a key's current hour were given out to gateways.
CREATE TABLE dbo.KeyUsage (
    KeyId bigint NOT NULL,
    HourAt bigint NOT NULL,
    Taken int NOT NULL,
    CONSTRAINT PK_KeyUsage PRIMARY KEY (KeyId)
);

CREATE TYPE dbo.CaseWishRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    CaseId int NOT NULL,
    CaseType varchar(10) NULL,
    FirstResponseAt bigint NULL,
    LastResponseAt bigint NULL,
    HasReplied bit NOT NULL,
    LastMessageAt bigint NULL,
    DuePausedAt bigint NULL
);

CREATE TYPE dbo.CaseHistoryRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    CaseId int NOT NULL,
    At bigint NOT NULL,
    Author nvarchar(200) NULL,
    RepId int NULL,
    System bit NOT NULL,
    Type varchar(20) NOT NULL,
    Title nvarchar(1000) NULL,
    Text nvarchar(max) NULL,
    Origin varchar(10) NULL,
    Sender nvarchar(320) NULL,
    Recipients nvarchar(max) NULL,
    CopiedTo nvarchar(max) NULL,
    BlindCopiedTo nvarchar(max) NULL,
    ReceivedAt bigint NULL,
    ItemHash binary(32) NULL
);

CREATE TYPE dbo.CaseTagRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    CaseId int NOT NULL,
    TagId int NOT NULL,
    At bigint NOT NULL
);

CREATE TYPE dbo.CasePauseRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    CaseId int NOT NULL,
    FromAt bigint NOT NULL
);

CREATE TYPE dbo.CaseEmailRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    HubId int NOT NULL,
    Email nvarchar(320) NOT NULL,
    CaseId int NOT NULL
);

-- A program before this one would store what it does not understand of a case as if it had not been said.
UPDATE dbo.SchemaInfo SET Version = 8, OldestProgram = 8;
