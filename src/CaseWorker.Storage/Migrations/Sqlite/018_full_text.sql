-- The words of cases for the full-text search of a server: SQLite's own index needs nothing beside it.

-- A program before this one would leave documents behind on a server that say what a case said before.
UPDATE SchemaInfo SET Version = 18, OldestProgram = 18;
