namespace CaseWorker.IntegrationTests.EndToEnd.Invariants;

/// <summary>What the stages of a case left behind, each list in its order: its records, its notes, its events.</summary>
internal sealed record DueCase(int CaseId, IReadOnlyList<string> Recorded, IReadOnlyList<string> Noted, IReadOnlyList<string> Told)
{
    /// <summary>The cases of these services that were stored with due dates of three stages.</summary>
    public static async Task<IReadOnlyList<DueCase>> ReadAsync(DatabaseView view, int[] services)
    {
        var cases = await view.QueryAsync<int>($"SELECT CaseId FROM SupportCase WHERE AutoClose = 0 AND ServiceId IN ({string.Join(", ", services)})");
        var recorded = await ListAsync(view, "SELECT CaseId, Stage AS Word FROM CaseDueEvent WHERE FiredAt >= PlannedAt ORDER BY PlannedAt");
        var noted = await ListAsync(view, "SELECT CaseId, Text AS Word FROM CaseNote WHERE System = 1 AND (Text LIKE 'Pre-overdue%' OR Text LIKE 'Overdue%' OR Text LIKE 'Post-overdue%') ORDER BY NoteId");
        var told = await ListAsync(view, "SELECT CaseId, EventName AS Word FROM Outbox WHERE EventName IN ('CasePreOverdue', 'CaseOverdue', 'CasePostOverdue') ORDER BY OutboxId");
        return [.. cases.Select(id => new DueCase(id, [.. recorded[id]], [.. noted[id]], [.. told[id]]))];
    }

    private static async Task<ILookup<int, string>> ListAsync(DatabaseView view, string sql) =>
        (await view.QueryAsync<Row>(sql)).ToLookup(row => row.CaseId, row => StageOf(row.Word));

    // Case, Pre-overdue: …, CasePreOverdue and pre mean the same.
    private static string StageOf(string word) =>
        word.StartsWith("CasePre", StringComparison.Ordinal) || word.StartsWith("Pre", StringComparison.OrdinalIgnoreCase) ? "pre"
        : word.StartsWith("CasePost", StringComparison.Ordinal) || word.StartsWith("Post", StringComparison.OrdinalIgnoreCase) ? "post"
        : "due";

    private sealed record Row
    {
        public required int CaseId { get; init; }
        public required string Word { get; init; }
    }
}
