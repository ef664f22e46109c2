-- The words of cases for the server's own full-text search, where it has one; else this table stays empty.

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

-- 1: cases are looked up in the full-text search too. A case that has words in CaseTextWord is looked up there alone.
ALTER TABLE dbo.TextTurn ADD FullText bit NOT NULL CONSTRAINT DF_TextTurn_FullText DEFAULT 0;

-- A program before this one would leave documents behind that say what a case said before.
UPDATE dbo.SchemaInfo SET Version = 18, OldestProgram = 18;
