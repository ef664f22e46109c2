namespace CaseWorker.Storage.ActionManagement;

/// <summary>Asks for cases of a hub by any of their values, sorted by any of them.</summary>
/// <remarks>
/// One index holds what the cases themselves say, hub by hub: a query reads the hub's part of it once and looks up per case only what is
/// kept elsewhere (chosen items of lists, custom properties). The texts are built, so they are no fields; the gate test builds them all.
/// </remarks>
public static class CaseQueryStore
{
    /// <summary>The page and the total, both of one moment.</summary>
    public static async Task<CaseQueryPage> ReadAsync(Session session, CaseQuery query)
    {
        var statement = CaseQueryStatement.Of(query);
        statement.Parameters.Add("top", query.Top);
        statement.Parameters.Add("skip", query.Skip);
        var rows = await session.QueryAsync<CaseQueryRow>(statement.Page, statement.Parameters);
        if (rows.Count > 0 || query.Skip == 0)
            return new CaseQueryPage([.. rows.Select(row => row.CaseId)], rows.Count == 0 ? 0 : rows[0].Total);

        return new CaseQueryPage([], await session.QueryFirstAsync<int>(statement.Count, statement.Parameters));
    }
}

/// <summary>A case of a page.</summary>
internal sealed record CaseQueryRow
{
    public required int CaseId { get; init; }

    /// <summary>How many cases the query finds in all, the same in each row.</summary>
    public required int Total { get; init; }
}
