-- What cases have that came through the other APIs, and what those APIs remember.

-- CaseType: call, note or import, as its caller said. LastMessageAt: when the latest mail or note that somebody wrote was written; null: none was.
-- ActionNeeded: what a caller said; null: the status tells. ConversationId: null where none was given, then the case's id stands for it.
ALTER TABLE SupportCase ADD COLUMN CaseType TEXT NULL;
ALTER TABLE SupportCase ADD COLUMN LastMessageAt INTEGER NULL;
ALTER TABLE SupportCase ADD COLUMN TriggerId INTEGER NULL;
ALTER TABLE SupportCase ADD COLUMN ConversationId TEXT NULL;
ALTER TABLE SupportCase ADD COLUMN CustomerName TEXT NULL;
ALTER TABLE SupportCase ADD COLUMN Company TEXT NULL;
ALTER TABLE SupportCase ADD COLUMN EmailAddress TEXT NULL;
ALTER TABLE SupportCase ADD COLUMN PhoneNumber TEXT NULL;
ALTER TABLE SupportCase ADD COLUMN ActionNeeded INTEGER NULL;
ALTER TABLE SupportCase ADD COLUMN Rating INTEGER NULL;
ALTER TABLE SupportCase ADD COLUMN Feedback TEXT NULL;
ALTER TABLE SupportCase ADD COLUMN RatedAt INTEGER NULL;
ALTER TABLE SupportCase ADD COLUMN FeedbackRequestedAt INTEGER NULL;

-- One index for every search of a hub: it holds all that is filtered and sorted by, and its entries come in the order in which cases
-- are stored, so that a new case is added at the end of its hub.
CREATE INDEX IX_SupportCase_Search ON SupportCase (HubId, CaseId, Status, DepartmentId, RepId, CustomerId, CompanyId, OpenedAt, AssignedAt, FirstResponseAt, LastResponseAt, UpdatedAt, ClosedAt);
CREATE INDEX IX_SupportCase_Conversation ON SupportCase (HubId, ConversationId) WHERE ConversationId IS NOT NULL;

-- Origin: opening (it repeats the details with which the case was opened) or import; null: written here.
-- ItemHash tells an imported item when it comes again.
ALTER TABLE CaseNote ADD COLUMN Origin TEXT NULL;
ALTER TABLE CaseNote ADD COLUMN Sender TEXT NULL;
ALTER TABLE CaseNote ADD COLUMN Recipients TEXT NULL;
ALTER TABLE CaseNote ADD COLUMN CopiedTo TEXT NULL;
ALTER TABLE CaseNote ADD COLUMN BlindCopiedTo TEXT NULL;
ALTER TABLE CaseNote ADD COLUMN ReceivedAt INTEGER NULL;
ALTER TABLE CaseNote ADD COLUMN MailId TEXT NULL;
ALTER TABLE CaseNote ADD COLUMN InternetMailId TEXT NULL;
ALTER TABLE CaseNote ADD COLUMN ItemHash BLOB NULL;
CREATE UNIQUE INDEX UX_CaseNote_Item ON CaseNote (CaseId, ItemHash) WHERE ItemHash IS NOT NULL;

-- The addresses by which a case's customer is known, in lower case.
CREATE TABLE CaseEmail (
    HubId INTEGER NOT NULL,
    Email TEXT NOT NULL,
    CaseId INTEGER NOT NULL,
    CONSTRAINT PK_CaseEmail PRIMARY KEY (HubId, Email, CaseId)
) WITHOUT ROWID;
CREATE INDEX IX_CaseEmail_Case ON CaseEmail (CaseId);

-- The item of each list and the users of each role that somebody chose for a case; what is not here is the default.
CREATE TABLE CaseListValue (
    CaseId INTEGER NOT NULL,
    ListId INTEGER NOT NULL,
    ItemId INTEGER NOT NULL,
    SubCategoryId INTEGER NULL,
    CONSTRAINT PK_CaseListValue PRIMARY KEY (CaseId, ListId)
) WITHOUT ROWID;
CREATE INDEX IX_CaseListValue_Item ON CaseListValue (ListId, ItemId, CaseId);

CREATE TABLE CaseRoleUser (
    CaseId INTEGER NOT NULL,
    RoleId INTEGER NOT NULL,
    RepId INTEGER NOT NULL,
    Ordinal INTEGER NOT NULL,
    CONSTRAINT PK_CaseRoleUser PRIMARY KEY (CaseId, RoleId, RepId)
) WITHOUT ROWID;
CREATE INDEX IX_CaseRoleUser_Rep ON CaseRoleUser (RepId, RoleId, CaseId);

-- How many requests of a key's current hour were given out to gateways.
CREATE TABLE KeyUsage (
    KeyId INTEGER NOT NULL,
    HourAt INTEGER NOT NULL,
    Taken INTEGER NOT NULL,
    CONSTRAINT PK_KeyUsage PRIMARY KEY (KeyId)
) WITHOUT ROWID;

-- A program before this one would store what it does not understand of a case as if it had not been said.
UPDATE SchemaInfo SET Version = 8, OldestProgram = 8;
