-- The words of cases for the server's own full-text search, where it has one; else the table of documents stays empty.

-- A case's words as letters, all in one text. The full-text index on it is made behind the migrations, since that can't be done in a transaction.
CREATE TABLE dbo.CaseTextDocument (
    CaseId int NOT NULL CONSTRAINT PK_CaseTextDocument PRIMARY KEY,
    Words nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL
);

CREATE TYPE dbo.CaseDocumentRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    CaseId int NOT NULL,
    Words nvarchar(max) NOT NULL
);

-- FullText 1: cases are looked up in the full-text search too. Not in TextTurn, whose row is locked while words are written.
CREATE TABLE dbo.CaseTextMode (
    Id int NOT NULL CONSTRAINT PK_CaseTextMode PRIMARY KEY,
    FullText bit NOT NULL,
    CONSTRAINT CK_CaseTextMode_Id CHECK (Id = 1)
);
INSERT INTO dbo.CaseTextMode (Id, FullText) VALUES (1, 0);

-- A program before this one would leave documents behind that say what a case said before.
UPDATE dbo.SchemaInfo SET Version = 18, OldestProgram = 18;
