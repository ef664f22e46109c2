using CaseWorker.Storage.Intake;

namespace CaseWorker.Storage.Catalogs;

/// <summary>Which of these ids are in use, and so must stay. The caller holds <see cref="CatalogStore.LockAsync"/>.</summary>
public static class CatalogUses
{
    private static readonly RowBatch<int> FindParked = new(
        "Id",
        """
        SELECT CAST(r.Id AS int) AS Id FROM @rows r
        WHERE EXISTS (SELECT 1 FROM ParkedMessage p WHERE p.State IN ('parked', 'retrying') AND p.ServiceId = r.Id)
        """,
        "SELECT @Id AS Id WHERE EXISTS (SELECT 1 FROM ParkedMessage WHERE State IN ('parked', 'retrying') AND ServiceId = @Id)",
        Column.Long<int>("Id", id => id));

    private static readonly RowBatch<int> FindRepCases = new(
        "Id",
        """
        SELECT CAST(r.Id AS int) AS Id FROM @rows r
        WHERE EXISTS (SELECT 1 FROM SupportCase c WHERE c.RepId = r.Id) OR EXISTS (SELECT 1 FROM CaseRoleUser u WHERE u.RepId = r.Id)
        """,
        """
        SELECT @Id AS Id
        WHERE EXISTS (SELECT 1 FROM SupportCase WHERE RepId = @Id) OR EXISTS (SELECT 1 FROM CaseRoleUser WHERE RepId = @Id)
        """,
        Column.Long<int>("Id", id => id));

    // Without an index: asked only when a department is pruned, and not worth a write with every case.
    private static readonly RowBatch<int> FindDepartmentCases = new(
        "Id",
        "SELECT CAST(r.Id AS int) AS Id FROM @rows r WHERE EXISTS (SELECT 1 FROM SupportCase c WHERE c.DepartmentId = r.Id)",
        "SELECT @Id AS Id WHERE EXISTS (SELECT 1 FROM SupportCase WHERE DepartmentId = @Id)",
        Column.Long<int>("Id", id => id));

    private static readonly RowBatch<int> FindHubUses = new(
        "Id",
        """
        SELECT CAST(r.Id AS int) AS Id FROM @rows r
        WHERE EXISTS (SELECT 1 FROM SupportCase c WHERE c.HubId = r.Id)
           OR EXISTS (SELECT 1 FROM ParkedMessage p WHERE p.HubId = r.Id)
           OR EXISTS (SELECT 1 FROM ApiKey k WHERE k.HubId = r.Id)
        """,
        """
        SELECT @Id AS Id
        WHERE EXISTS (SELECT 1 FROM SupportCase WHERE HubId = @Id)
           OR EXISTS (SELECT 1 FROM ParkedMessage WHERE HubId = @Id)
           OR EXISTS (SELECT 1 FROM ApiKey WHERE HubId = @Id)
        """,
        Column.Long<int>("Id", id => id));

    /// <summary>The services that ever had a case, or have held or parked messages; the value says which.</summary>
    /// <remarks>Lock: the counters of the services, so that no case comes in before the transaction ends.</remarks>
    public static async Task<Dictionary<int, string>> FindServicesInUseAsync(Session session, IReadOnlyList<int> serviceIds)
    {
        var uses = (await session.QueryAsync<int, int>(FindParked, serviceIds)).ToDictionary(id => id, _ => "has parked messages");
        foreach (var counter in (await IntakeStore.LockCountersAsync(session, serviceIds)).Values)
        {
            if (counter.LastSequence > 0)
                uses[counter.ServiceId] = "has cases";
            else if (counter.Held > 0)
                uses[counter.ServiceId] = "has held messages";
        }

        return uses;
    }

    /// <summary>The reps who have a case, closed ones included.</summary>
    public static async Task<HashSet<int>> FindRepsWithCasesAsync(Session session, IReadOnlyList<int> repIds) =>
        [.. await session.QueryAsync<int, int>(FindRepCases, repIds)];

    /// <summary>The departments that have a case, closed ones included.</summary>
    public static async Task<HashSet<int>> FindDepartmentsWithCasesAsync(Session session, IReadOnlyList<int> departmentIds) =>
        [.. await session.QueryAsync<int, int>(FindDepartmentCases, departmentIds)];

    /// <summary>The hubs that have a case, a parked message or a key.</summary>
    public static async Task<HashSet<int>> FindHubsInUseAsync(Session session, IReadOnlyList<int> hubIds) =>
        [.. await session.QueryAsync<int, int>(FindHubUses, hubIds)];
}
