namespace CaseWorker.Storage.Intake;

/// <summary>The inserts of a batch of intake.</summary>
internal static class IntakeTables
{
    // A case is heard of first when it is opened.
    public static readonly RowBatch<CaseRow> Cases = RowBatch<CaseRow>.InsertWithCopy(
        "SupportCase",
        ("LastMessageAt", "OpenedAt"),
        Column.Int<CaseRow>("CaseId", row => row.CaseId),
        Column.Int<CaseRow>("HubId", row => row.HubId),
        Column.Int<CaseRow>("ServiceId", row => row.ServiceId),
        Column.Int<CaseRow>("DepartmentId", row => row.DepartmentId),
        Column.Long<CaseRow>("Sequence", row => row.Sequence),
        Column.Hash<CaseRow>("KeyHash", row => row.KeyHash),
        Column.Hash<CaseRow>("BodyHash", row => row.BodyHash),
        Column.Text<CaseRow>("MessageKey", 255, row => row.MessageKey),
        Column.Text<CaseRow>("Source", 200, row => row.Source),
        Column.Long<CaseRow>("SourceN", row => row.SourceN),
        Column.Text<CaseRow>("Worker", 200, row => row.Worker),
        Column.Instant<CaseRow>("AcceptedAt", row => row.AcceptedAt),
        Column.Instant<CaseRow>("StoredAt", row => row.StoredAt),
        Column.Word<CaseRow>("Status", 10, row => row.Status),
        Column.Bool<CaseRow>("Waiting", row => row.Waiting),
        Column.Int<CaseRow>("RepId", row => row.RepId),
        Column.Int<CaseRow>("CustomerId", row => row.CustomerId),
        Column.Int<CaseRow>("CompanyId", row => row.CompanyId),
        Column.Text<CaseRow>("ExtRef", 200, row => row.ExtRef),
        Column.Text<CaseRow>("Subject", 1000, row => row.Subject),
        Column.Text<CaseRow>("Notes", -1, row => row.Notes),
        Column.Text<CaseRow>("ClassificationCode", 100, row => row.ClassificationCode),
        Column.Bool<CaseRow>("AutoClose", row => row.AutoClose),
        Column.Text<CaseRow>("ProcedureExtRef", 200, row => row.ProcedureExtRef),
        Column.Text<CaseRow>("ProcedureOptionExtRef", 200, row => row.ProcedureOptionExtRef),
        Column.Text<CaseRow>("OpenedBy", 200, row => row.OpenedBy),
        Column.Instant<CaseRow>("OpenedAt", row => row.OpenedAt),
        Column.Instant<CaseRow>("AssignedAt", row => row.AssignedAt),
        Column.Instant<CaseRow>("FirstResponseAt", _ => null),
        Column.Instant<CaseRow>("LastResponseAt", _ => null),
        Column.Instant<CaseRow>("UpdatedAt", row => row.UpdatedAt),
        Column.Instant<CaseRow>("ClosedAt", row => row.ClosedAt),
        Column.Instant<CaseRow>("DueAt", row => row.Due.DueAt),
        Column.Instant<CaseRow>("PreOverdueAt", row => row.Due.PreOverdueAt),
        Column.Instant<CaseRow>("PostOverdueAt", row => row.Due.PostOverdueAt),
        Column.Bool<CaseRow>("IsOverdue", row => row.Due.IsOverdue),
        Column.Int<CaseRow>("Cycle", _ => 1),
        Column.Bool<CaseRow>("PossibleDuplicate", row => row.PossibleDuplicate),
        Column.Long<CaseRow>("RowVersion", _ => 1),
        Column.Int<CaseRow>("StageReached", row => row.Due.StageReached),
        Column.Instant<CaseRow>("NextDueAt", row => row.Due.NextAt),
        Column.Long<CaseRow>("DuePolicyMark", row => row.Due.PolicyMark));

    public static readonly RowBatch<PropertyRow> Properties = RowBatch<PropertyRow>.Insert(
        "CaseProperty",
        Column.Int<PropertyRow>("CaseId", row => row.CaseId),
        Column.Int<PropertyRow>("Ordinal", row => row.Ordinal),
        Column.Text<PropertyRow>("Name", 100, row => row.Name),
        Column.Text<PropertyRow>("Value", 2000, row => row.Value));

    public static readonly RowBatch<NoteRow> Notes = new(
        "CaseNote",
        """
        INSERT INTO CaseNote (CaseId, HubId, At, ModifiedAt, Author, System, Type, Title, Text)
        SELECT r.CaseId, c.HubId, r.At, r.ModifiedAt, r.Author, r.System, r.Type, r.Title, r.Text
        FROM @rows r LEFT JOIN SupportCase c ON c.CaseId = r.CaseId ORDER BY r.Ord
        """,
        """
        INSERT INTO CaseNote (CaseId, HubId, At, ModifiedAt, Author, System, Type, Title, Text)
        VALUES (@CaseId, (SELECT HubId FROM SupportCase WHERE CaseId = @CaseId), @At, @ModifiedAt, @Author, @System, @Type, @Title, @Text)
        """,
        Column.Int<NoteRow>("CaseId", row => row.CaseId),
        Column.Instant<NoteRow>("At", row => row.At),
        Column.Instant<NoteRow>("ModifiedAt", row => row.At),
        Column.Text<NoteRow>("Author", 200, row => row.Author),
        Column.Bool<NoteRow>("System", row => row.System),
        Column.Word<NoteRow>("Type", 20, row => row.Type),
        Column.Text<NoteRow>("Title", 1000, row => row.Title),
        Column.Text<NoteRow>("Text", -1, row => row.Text));

    // Two transactions can bring the same new set: then one of them meets the key and is redone.
    public static readonly RowBatch<RepSetRow> RepSets = new(
        "RepSet",
        """
        INSERT INTO RepSet (SetHash, Members)
        SELECT r.SetHash, r.Members FROM @rows r WHERE NOT EXISTS (SELECT 1 FROM RepSet s WHERE s.SetHash = r.SetHash)
        """,
        "INSERT OR IGNORE INTO RepSet (SetHash, Members) VALUES (@SetHash, @Members)",
        Column.Hash<RepSetRow>("SetHash", row => row.SetHash),
        Column.Text<RepSetRow>("Members", -1, row => row.Members));

    public static readonly RowBatch<AssignmentRow> Assignments = RowBatch<AssignmentRow>.Insert(
        "CaseAssignment",
        Column.Int<AssignmentRow>("CaseId", row => row.CaseId),
        Column.Int<AssignmentRow>("Ordinal", row => row.Ordinal),
        Column.Instant<AssignmentRow>("At", row => row.At),
        Column.Word<AssignmentRow>("Strategy", 20, row => row.Strategy),
        Column.Int<AssignmentRow>("RepId", row => row.RepId),
        Column.Hash<AssignmentRow>("EligibleHash", row => row.EligibleHash),
        Column.Hash<AssignmentRow>("ExcludedHash", row => row.ExcludedHash),
        Column.Int<AssignmentRow>("DrawIndex", row => row.DrawIndex),
        Column.Int<AssignmentRow>("DrawOf", row => row.DrawOf),
        Column.Word<AssignmentRow>("Cause", 40, row => row.Cause));

    public static readonly RowBatch<OutboxRow> Outbox = RowBatch<OutboxRow>.Insert(
        "Outbox",
        Column.Int<OutboxRow>("PartitionId", row => row.PartitionId),
        Column.Int<OutboxRow>("HubId", row => row.HubId),
        Column.Int<OutboxRow>("CaseId", row => row.CaseId),
        Column.Word<OutboxRow>("EventName", 40, row => row.EventName),
        Column.Text<OutboxRow>("MessageId", 36, row => row.MessageId),
        Column.Text<OutboxRow>("Body", -1, row => row.Body),
        Column.Instant<OutboxRow>("CreatedAt", row => row.CreatedAt));

    public static readonly RowBatch<ParkedRow> Parked = RowBatch<ParkedRow>.Insert(
        "ParkedMessage",
        [
            Column.Int<ParkedRow>("PartitionId", row => row.PartitionId),
            Column.Int<ParkedRow>("ServiceId", row => row.ServiceId),
            Column.Hash<ParkedRow>("KeyHash", row => row.KeyHash),
            Column.Hash<ParkedRow>("BodyHash", row => row.BodyHash),
            .. MessageColumns.Of<ParkedRow>(row => row.Message),
            Column.Word<ParkedRow>("Reason", 50, row => row.Reason),
            Column.Text<ParkedRow>("Detail", -1, row => row.Detail),
            Column.Text<ParkedRow>("Headers", -1, row => row.Headers),
            Column.Word<ParkedRow>("State", 10, _ => "parked"),
            Column.Int<ParkedRow>("Attempts", row => row.Attempts),
            Column.Instant<ParkedRow>("ParkedAt", row => row.ParkedAt),
        ]);

    public static readonly RowBatch<HeldRow> Held = RowBatch<HeldRow>.Insert(
        "HeldMessage",
        [
            Column.Int<HeldRow>("PartitionId", row => row.PartitionId),
            Column.Int<HeldRow>("ServiceId", row => row.ServiceId),
            Column.Hash<HeldRow>("KeyHash", row => row.KeyHash),
            Column.Hash<HeldRow>("BodyHash", row => row.BodyHash),
            .. MessageColumns.Of<HeldRow>(row => row.Message),
            Column.Instant<HeldRow>("HeldAt", row => row.HeldAt),
        ]);

    public static readonly RowBatch<QueuedRow> Queue = RowBatch<QueuedRow>.Insert(
        "IntakeQueue",
        [
            Column.Int<QueuedRow>("PartitionId", row => row.PartitionId),
            Column.Int<QueuedRow>("ServiceId", row => row.ServiceId),
            .. MessageColumns.Of<QueuedRow>(row => row.Message),
        ]);
}
