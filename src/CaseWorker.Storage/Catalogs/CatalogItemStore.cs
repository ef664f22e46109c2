namespace CaseWorker.Storage.Catalogs;

/// <summary>Single parts of the catalogue that are kept as they were declared.</summary>
public static class CatalogItemStore
{
    private static readonly Sql Find = Sql.Both("SELECT Definition FROM CatalogItem WHERE HubId = @hubId AND Kind = @kind AND ItemId = @itemId");

    /// <summary>The declared JSON object; null: the hub has no such item.</summary>
    /// <param name="kind">As in <see cref="CatalogItemRow.Kind"/>.</param>
    public static Task<string?> FindAsync(Session session, int hubId, string kind, string itemId) =>
        session.QueryFirstAsync<string>(Find, new { hubId, kind, itemId });
}
