-- Differs from SQL Server: rows travel without types.
UPDATE SchemaInfo SET Version = 7, OldestProgram = 6;
