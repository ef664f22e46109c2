-- The words of cases for the full-text search of a server: SQLite's own index needs nothing beside it.

-- Differs from SQL Server: always 0.
ALTER TABLE TextTurn ADD COLUMN FullText INTEGER NOT NULL DEFAULT 0;

-- A program before this one would leave documents behind on a server that say what a case said before.
UPDATE SchemaInfo SET Version = 18, OldestProgram = 18;
