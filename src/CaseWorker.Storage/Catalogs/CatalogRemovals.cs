namespace CaseWorker.Storage.Catalogs;

/// <summary>Removes what is declared no longer. The caller holds <see cref="CatalogStore.LockAsync"/> and has asked <see cref="CatalogUses"/>.</summary>
public static class CatalogRemovals
{
    internal static readonly RowColumn<CatalogItemRow>[] ItemColumns =
    [
        Column.Int<CatalogItemRow>("HubId", row => row.HubId),
        Column.Word<CatalogItemRow>("Kind", 20, row => row.Kind),
        Column.Text<CatalogItemRow>("ItemId", 100, row => row.ItemId),
        Column.Int<CatalogItemRow>("Ordinal", row => row.Ordinal),
        Column.Text<CatalogItemRow>("Definition", -1, row => row.Definition),
    ];

    private static readonly RowBatch<int> RemoveHubs = new(
        "Id",
        "DELETE h FROM Hub h JOIN @rows r ON r.Id = h.HubId",
        "DELETE FROM Hub WHERE HubId = @Id",
        Column.Long<int>("Id", id => id));

    private static readonly RowBatch<int> RemoveDepartments = new(
        "Id",
        "DELETE d FROM Department d JOIN @rows r ON r.Id = d.DepartmentId",
        "DELETE FROM Department WHERE DepartmentId = @Id",
        Column.Long<int>("Id", id => id));

    private static readonly RowBatch<int> RemoveCounters = new(
        "Id",
        "DELETE c FROM ServiceCounter c JOIN @rows r ON r.Id = c.ServiceId",
        "DELETE FROM ServiceCounter WHERE ServiceId = @Id",
        Column.Long<int>("Id", id => id));

    private static readonly RowBatch<int> RemoveServices = new(
        "Id",
        "DELETE s FROM Service s JOIN @rows r ON r.Id = s.ServiceId",
        "DELETE FROM Service WHERE ServiceId = @Id",
        Column.Long<int>("Id", id => id));

    private static readonly RowBatch<int> RemoveReps = new(
        "Id",
        "DELETE p FROM Rep p JOIN @rows r ON r.Id = p.RepId",
        "DELETE FROM Rep WHERE RepId = @Id",
        Column.Long<int>("Id", id => id));

    private static readonly RowBatch<int> RemoveMemberships = new(
        "Id",
        "DELETE m FROM RepDepartment m JOIN @rows r ON r.Id = m.RepId",
        "DELETE FROM RepDepartment WHERE RepId = @Id",
        Column.Long<int>("Id", id => id));

    private static readonly RowBatch<int> RemoveAbsences = new(
        "Id",
        "DELETE a FROM RepAbsence a JOIN @rows r ON r.Id = a.RepId",
        "DELETE FROM RepAbsence WHERE RepId = @Id",
        Column.Long<int>("Id", id => id));

    private static readonly RowBatch<CatalogItemRow> RemoveItems = new(
        "CatalogItem",
        "DELETE i FROM CatalogItem i JOIN @rows r ON r.HubId = i.HubId AND r.Kind = i.Kind AND r.ItemId = i.ItemId",
        "DELETE FROM CatalogItem WHERE HubId = @HubId AND Kind = @Kind AND ItemId = @ItemId",
        ItemColumns);

    public static Task RemoveHubsAsync(Session session, IReadOnlyList<int> hubIds) => session.ExecuteAsync(RemoveHubs, hubIds);

    public static Task RemoveDepartmentsAsync(Session session, IReadOnlyList<int> departmentIds) =>
        session.ExecuteAsync(RemoveDepartments, departmentIds);

    /// <summary>The counters go as well: these services never had a case.</summary>
    public static async Task RemoveServicesAsync(Session session, IReadOnlyList<int> serviceIds)
    {
        await session.ExecuteAsync(RemoveCounters, serviceIds);
        await session.ExecuteAsync(RemoveServices, serviceIds);
    }

    public static async Task RemoveRepsAsync(Session session, IReadOnlyList<int> repIds)
    {
        await ClearRepsAsync(session, repIds);
        await session.ExecuteAsync(RemoveReps, repIds);
    }

    public static Task RemoveItemsAsync(Session session, IReadOnlyList<CatalogItemRow> rows) => session.ExecuteAsync(RemoveItems, rows);

    internal static async Task ClearRepsAsync(Session session, IReadOnlyList<int> repIds)
    {
        await session.ExecuteAsync(RemoveMemberships, repIds);
        await session.ExecuteAsync(RemoveAbsences, repIds);
    }
}
