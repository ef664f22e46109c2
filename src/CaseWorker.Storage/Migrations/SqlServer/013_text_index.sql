-- The words of cases, and which cases are to be read for them.

-- Written in the transaction that stores, changes or deletes a case; a case can stand here several times.
CREATE TABLE dbo.TextWork (
    WorkId bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_TextWork PRIMARY KEY,
    CaseId int NOT NULL
);

-- Turns: one more with each step, which must find it as it was when the step began. FilledTo, FillTo: cases that are older than this table,
-- by id: those behind the one up to the other have not been read yet.
CREATE TABLE dbo.TextTurn (
    Id int NOT NULL,
    Turns bigint NOT NULL,
    FilledTo int NOT NULL,
    FillTo int NOT NULL,
    CONSTRAINT PK_TextTurn PRIMARY KEY (Id),
    CONSTRAINT CK_TextTurn_Id CHECK (Id = 1)
);
INSERT INTO dbo.TextTurn (Id, Turns, FilledTo, FillTo) SELECT 1, 0, 0, COALESCE(MAX(CaseId), 0) FROM dbo.SupportCase;

-- Each word has its hub before it, as in SQLite, and a blank before that. The program makes the words; they are compared bit by bit.
CREATE TABLE dbo.CaseText (
    CaseId int NOT NULL,
    HubId int NOT NULL,
    Words nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT PK_CaseText PRIMARY KEY (HubId, CaseId)
);
CREATE UNIQUE INDEX UX_CaseText_Case ON dbo.CaseText (CaseId);

CREATE TYPE dbo.CaseTextRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    CaseId int NOT NULL,
    HubId int NOT NULL,
    Words nvarchar(max) NOT NULL
);

-- A program before this one stores cases that no search would find.
UPDATE dbo.SchemaInfo SET Version = 13, OldestProgram = 13;
