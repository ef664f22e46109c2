-- What the Action Management API needs to know of programs and cases.

-- When the definition was last changed; of one that is older than this column, the day on which it got it.
ALTER TABLE CatalogItem ADD COLUMN UpdatedAt INTEGER NULL;
UPDATE CatalogItem SET UpdatedAt = CAST(strftime('%s', date('now')) AS INTEGER) * 1000;

-- IsCostByHand: somebody said what the case costs, or that it costs nothing that is known; else its service says it.
ALTER TABLE SupportCase ADD COLUMN IsCostByHand INTEGER NOT NULL DEFAULT 0;
UPDATE SupportCase SET IsCostByHand = 1 WHERE Cost IS NOT NULL;

-- A program before this one would take a cost for one that nobody chose.
UPDATE SchemaInfo SET Version = 11, OldestProgram = 11;
