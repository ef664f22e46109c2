-- Differs from SQL Server: batches are prepared statements here, so there are no types to make.

UPDATE SchemaInfo SET Version = 2, OldestProgram = 2;
