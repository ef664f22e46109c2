-- The words of cases as an index of words: SQLite has had one from the beginning.

-- A program before this one would look for a table that is no more, on a server.
UPDATE SchemaInfo SET Version = 17, OldestProgram = 17;
