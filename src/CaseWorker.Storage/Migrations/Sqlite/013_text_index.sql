-- The words of cases, and which cases are to be read for them.

-- Written in the transaction that stores, changes or deletes a case; a case can stand here several times.
-- Differs from SQL Server: a number can come again, which costs less; the turn below tells whether a row is still the one that was read.
CREATE TABLE TextWork (
    WorkId INTEGER NOT NULL PRIMARY KEY,
    CaseId INTEGER NOT NULL
);

-- Turns: one more with each step, which must find it as it was when the step began. FilledTo, FillTo: cases that are older than this table,
-- by id: those behind the one up to the other have not been read yet.
CREATE TABLE TextTurn (
    Id INTEGER NOT NULL,
    Turns INTEGER NOT NULL,
    FilledTo INTEGER NOT NULL,
    FillTo INTEGER NOT NULL,
    CONSTRAINT PK_TextTurn PRIMARY KEY (Id),
    CONSTRAINT CK_TextTurn_Id CHECK (Id = 1)
);
INSERT INTO TextTurn (Id, Turns, FilledTo, FillTo) SELECT 1, 0, 0, COALESCE(MAX(CaseId), 0) FROM SupportCase;

-- Each word has its hub before it, so that a search meets nothing but the words of its hub. The words are made by the program: parted by
-- blanks, without anything that this tokenizer would part or change.
-- Differs from SQL Server: an index of words that does not keep the texts; the case's id is the rowid. One or two letters behind the hub
-- begin very many words, so these beginnings are kept too.
CREATE VIRTUAL TABLE CaseText USING fts5(Words, content='', contentless_delete=1, detail=none, prefix='9 10', tokenize='ascii');

-- A program before this one stores cases that no search would find.
UPDATE SchemaInfo SET Version = 13, OldestProgram = 13;
