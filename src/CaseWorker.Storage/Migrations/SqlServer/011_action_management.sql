-- What the Action Management API needs to know of programs and cases.

-- When the definition was last changed; of one that is older than this column, the day on which it got it.
ALTER TABLE dbo.CatalogItem ADD UpdatedAt bigint NULL;

-- IsCostByHand: somebody said what the case costs, or that it costs nothing that is known; else its service says it.
ALTER TABLE dbo.SupportCase ADD IsCostByHand bit NOT NULL CONSTRAINT DF_SupportCase_IsCostByHand DEFAULT 0;
GO

UPDATE dbo.CatalogItem SET UpdatedAt = CAST(DATEDIFF(day, '19700101', SYSUTCDATETIME()) AS bigint) * 86400000;
UPDATE dbo.SupportCase SET IsCostByHand = 1 WHERE Cost IS NOT NULL;

CREATE TYPE dbo.SavedCatalogItemRows AS TABLE (
    Ord int NOT NULL PRIMARY KEY,
    HubId int NOT NULL,
    Kind varchar(20) NOT NULL,
    ItemId nvarchar(100) NOT NULL,
    Ordinal int NOT NULL,
    Definition nvarchar(max) NOT NULL,
    UpdatedAt bigint NULL
);

-- A program before this one would take a cost for one that nobody chose.
UPDATE dbo.SchemaInfo SET Version = 11, OldestProgram = 11;
