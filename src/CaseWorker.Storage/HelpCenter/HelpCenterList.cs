using CaseWorker.Storage.Cases;

namespace CaseWorker.Storage.HelpCenter;

/// <summary>What the cases of a help center are sorted by; equal ones always by ascending case id.</summary>
public enum HelpCenterOrder
{
    /// <summary>When they were opened.</summary>
    Created,

    /// <summary>When their latest message was written.</summary>
    Sent,

    /// <summary>new, open, closed.</summary>
    State,

    /// <summary>By case id.</summary>
    Number,
}

/// <summary>Pages of the cases of a hub, with exact totals: ids only, which <see cref="HelpCenterCases"/> turns into cases.</summary>
public static class HelpCenterList
{
    private static readonly Sql CountByStatus = Sql.Both("SELECT Status, COUNT(*) AS Cases FROM SupportCase WHERE HubId = @hubId GROUP BY Status");

    private static readonly Sql BySent = Ordered("IX_SupportCase_Messages", "LastMessageAt, CaseId");

    // Only equal instants are sorted.
    private static readonly Sql BySentDescending = Ordered("IX_SupportCase_Messages", "LastMessageAt DESC, CaseId");

    private static readonly Sql ByCreated = Ordered("IX_SupportCase_Search", "OpenedAt, CaseId");

    private static readonly Sql ByCreatedDescending = Ordered("IX_SupportCase_Search", "OpenedAt DESC, CaseId");

    private static readonly Sql ByNumber = Ordered("IX_SupportCase_Search", "CaseId");

    private static readonly Sql ByNumberDescending = Ordered("IX_SupportCase_Search", "CaseId DESC");

    private static readonly Sql OfStatus = new(
        "SELECT CaseId FROM SupportCase WHERE HubId = @hubId AND Status = @status ORDER BY CaseId OFFSET @offset ROWS FETCH NEXT @limit ROWS ONLY",
        "SELECT CaseId FROM SupportCase INDEXED BY IX_SupportCase_HubStatus WHERE HubId = @hubId AND Status = @status ORDER BY CaseId LIMIT @limit OFFSET @offset");

    /// <summary>How many cases there are, and the ids of those of the page, in the order.</summary>
    /// <param name="status">new, open or closed; null: all.</param>
    public static async Task<CasePage> ReadAsync(Session session, int hubId, string? status, HelpCenterOrder order, bool descending, long offset, int limit)
    {
        var counts = (await session.QueryAsync<StatusCountRow>(CountByStatus, new { hubId })).ToDictionary(row => row.Status, row => row.Cases);
        string[] statuses = status is null ? ["new", "open", "closed"] : [status];
        var runs = statuses.Select(word => (Status: word, Cases: counts.GetValueOrDefault(word))).ToList();
        var caseIds = StatementFor(order, descending) is { } statement
            ? await session.QueryAsync<int>(statement, new { hubId, status, offset, limit })
            : await ReadRunsAsync(session, hubId, descending ? runs.AsEnumerable().Reverse() : runs, offset, limit);
        return new CasePage(runs.Sum(run => run.Cases), caseIds);
    }

    // By state a list is made of runs, one for each status, whose lengths are known: nothing needs to be sorted.
    private static async Task<List<int>> ReadRunsAsync(Session session, int hubId, IEnumerable<(string Status, int Cases)> runs, long offset, int limit)
    {
        var caseIds = new List<int>();
        foreach (var (status, cases) in runs)
        {
            if (offset < cases && caseIds.Count < limit)
                caseIds.AddRange(await session.QueryAsync<int>(OfStatus, new { hubId, status, offset, limit = limit - caseIds.Count }));

            offset = Math.Max(0, offset - cases);
        }

        return caseIds;
    }

    private static Sql? StatementFor(HelpCenterOrder order, bool descending) => order switch
    {
        HelpCenterOrder.Created => descending ? ByCreatedDescending : ByCreated,
        HelpCenterOrder.Sent => descending ? BySentDescending : BySent,
        HelpCenterOrder.Number => descending ? ByNumberDescending : ByNumber,
        HelpCenterOrder.State => null,
    };

    // Differs from SQL Server: the index is named, because without statistics this planner takes the first that begins with the hub.
    private static Sql Ordered(string index, string order) => new(
        $"""
        SELECT CaseId FROM SupportCase WHERE HubId = @hubId AND (@status IS NULL OR Status = @status)
        ORDER BY {order} OFFSET @offset ROWS FETCH NEXT @limit ROWS ONLY
        """,
        $"""
        SELECT CaseId FROM SupportCase INDEXED BY {index} WHERE HubId = @hubId AND (@status IS NULL OR Status = @status)
        ORDER BY {order} LIMIT @limit OFFSET @offset
        """);

    private sealed record StatusCountRow
    {
        public required string Status { get; init; }
        public required int Cases { get; init; }
    }
}
