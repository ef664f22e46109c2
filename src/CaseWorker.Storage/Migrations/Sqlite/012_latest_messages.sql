-- Which cases of a hub were heard of last.

-- LastMessageAt: when the latest message of a case was written, a mail or note that somebody wrote; at the earliest its opening.
UPDATE SupportCase SET LastMessageAt = OpenedAt WHERE LastMessageAt IS NULL OR LastMessageAt < OpenedAt;

-- Its entries come in the order in which cases are opened, so that a new case is added at the end of its hub.
CREATE INDEX IX_SupportCase_Messages ON SupportCase (HubId, LastMessageAt, CaseId, Status);

-- A program before this one would store cases that seem to have come before all others.
UPDATE SchemaInfo SET Version = 12, OldestProgram = 12;
