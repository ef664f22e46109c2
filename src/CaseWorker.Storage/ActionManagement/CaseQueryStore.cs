using CaseWorker.Storage.Cases;

namespace CaseWorker.Storage.ActionManagement;

/// <summary>Asks for cases of a hub by any of their values, sorted by any of them.</summary>
/// <remarks>
/// One index holds what the cases themselves say, hub by hub: a query reads the hub's part of it once and looks up per case only what is
/// kept elsewhere (chosen items of lists, custom properties). The texts are built, so they are no fields; the gate test builds them all.
/// </remarks>
public static class CaseQueryStore
{
    /// <summary>The page and how many cases the query finds in all, both of one moment.</summary>
    public static Task<CasePage> ReadAsync(Session session, CaseQuery query)
    {
        var statement = CaseQueryStatement.Of(query);
        return session.QueryPageAsync(statement.Rows, statement.Parameters, query.Skip, query.Top);
    }
}
