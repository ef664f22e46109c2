-- The words of cases as an index of words, in the place of a text for each case in which every search of a hub had to look.

-- Each word has its hub before it. The program makes the words; they are compared bit by bit.
CREATE TABLE dbo.CaseTextWord (
    Word nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CaseId int NOT NULL,
    CONSTRAINT PK_CaseTextWord PRIMARY KEY (Word, CaseId)
);
CREATE INDEX IX_CaseTextWord_Case ON dbo.CaseTextWord (CaseId);
DROP TABLE dbo.CaseText;
-- All cases are older than this table, and are read again.
UPDATE dbo.TextTurn SET Turns = Turns + 1, FilledTo = 0, FillTo = (SELECT COALESCE(MAX(CaseId), 0) FROM dbo.SupportCase);

-- A program before this one would look for the table that is no more.
UPDATE dbo.SchemaInfo SET Version = 17, OldestProgram = 17;
