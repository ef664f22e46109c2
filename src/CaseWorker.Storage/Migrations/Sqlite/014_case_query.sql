-- What queries of the Action Management API read.

-- The index for every search of a hub now holds all that is asked of a case itself, the names of its workflow, trigger and category included.
-- Differs from SQL Server: there is no INCLUDE, so every column is a key.
DROP INDEX IX_SupportCase_Search;
CREATE INDEX IX_SupportCase_Search ON SupportCase (HubId, CaseId, Status, DepartmentId, RepId, CustomerId, CompanyId, OpenedAt, AssignedAt, FirstResponseAt, LastResponseAt, UpdatedAt, ClosedAt, DueAt, PreOverdueAt, PostOverdueAt, IsOverdue, ServiceId, WorkflowId, Cost, IsCostByHand, ClassificationCode, ProcedureExtRef, ProcedureOptionExtRef, Subject);

-- The answer of a case to one question, without the pages of all its answers.
CREATE INDEX IX_CaseProperty_Name ON CaseProperty (Name, CaseId, Value);

UPDATE SchemaInfo SET Version = 14, OldestProgram = 13;
