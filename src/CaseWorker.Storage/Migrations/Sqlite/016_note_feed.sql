-- Notes as a feed of their hub.

-- HubId: that of the case; null only where there is no case. ModifiedAt is from now on when the note was last changed, else when it was written.
-- ModifiedBy, ModifiedRepId: who last changed it; null: nobody did, or no rep that is known.
ALTER TABLE CaseNote ADD COLUMN HubId INTEGER NULL;
ALTER TABLE CaseNote ADD COLUMN ModifiedBy TEXT NULL;
ALTER TABLE CaseNote ADD COLUMN ModifiedRepId INTEGER NULL;
UPDATE CaseNote SET ModifiedAt = COALESCE(ModifiedAt, At), HubId = (SELECT c.HubId FROM SupportCase c WHERE c.CaseId = CaseNote.CaseId);
CREATE INDEX IX_CaseNote_Feed ON CaseNote (HubId, ModifiedAt, NoteId);

-- A program before this one would write notes that the feed does not have.
UPDATE SchemaInfo SET Version = 16, OldestProgram = 16;
