namespace CaseWorker.Storage.HelpCenter;

/// <summary>Reads the cases of a page and their messages, whose ids the caller has read under its hub.</summary>
public static class HelpCenterCases
{
    private static readonly RowBatch<int> Cases = new(
        "Id",
        $"SELECT {HelpCenterCaseRow.Columns} FROM @rows r JOIN SupportCase c ON c.CaseId = r.Id",
        $"SELECT {HelpCenterCaseRow.Columns} FROM SupportCase WHERE CaseId = @Id",
        Column.Long<int>("Id", id => id));

    // What an opening repeats stands with the case itself.
    private static readonly RowBatch<int> Messages = new(
        "Id",
        $"""
        SELECT {HelpCenterMessageRow.Columns} FROM @rows r JOIN CaseNote n ON n.CaseId = r.Id
        WHERE n.System = 0 AND (n.Origin IS NULL OR n.Origin <> 'opening')
        """,
        $"""
        SELECT {HelpCenterMessageRow.Columns} FROM CaseNote
        WHERE CaseId = @Id AND System = 0 AND (Origin IS NULL OR Origin <> 'opening')
        """,
        Column.Long<int>("Id", id => id));

    // Few conversations share an id, if any do; which letters are capital is for the caller to tell.
    private static readonly Sql OfConversation = Sql.Both("SELECT CaseId, ConversationId FROM SupportCase WHERE HubId = @hubId AND ConversationId = @conversationId");

    /// <summary>The cases that are still there, in the order of the ids, and all their messages.</summary>
    public static async Task<(List<HelpCenterCaseRow> Cases, ILookup<int, HelpCenterMessageRow> Messages)> ReadAsync(Session session, IReadOnlyList<int> caseIds)
    {
        var found = (await session.QueryAsync<int, HelpCenterCaseRow>(Cases, caseIds)).ToDictionary(row => row.CaseId);
        var messages = await session.QueryAsync<int, HelpCenterMessageRow>(Messages, caseIds);
        return ([.. caseIds.Where(found.ContainsKey).Select(caseId => found[caseId])], messages.ToLookup(message => message.CaseId));
    }

    /// <summary>The case of the hub to which the conversation was given, the first one of several; null: none.</summary>
    public static async Task<int?> FindAsync(Session session, int hubId, string conversationId) =>
        (await session.QueryAsync<ConversationRow>(OfConversation, new { hubId, conversationId }))
            .Where(row => row.ConversationId == conversationId)
            .Min(row => (int?)row.CaseId);

    private sealed record ConversationRow
    {
        public required int CaseId { get; init; }
        public required string ConversationId { get; init; }
    }
}
