-- Differs from SQL Server: rows travel without types.
UPDATE SchemaInfo SET Version = 9, OldestProgram = 6;
