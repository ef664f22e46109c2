CREATE TYPE dbo.AttemptRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    KeyHash binary(32) NOT NULL,
    Count int NOT NULL,
    LastAt bigint NOT NULL
);

UPDATE dbo.SchemaInfo SET Version = 7, OldestProgram = 6;
