using System.Globalization;
using CaseWorker.Processing.ActionManagement;
using CaseWorker.Storage;
using CaseWorker.Storage.Catalogs;

namespace CaseWorker.Processing.Catalogs;

/// <summary>The catalogue as this process knows it, at most about a second behind the database while that answers.</summary>
public sealed class CatalogCache(Database database, TimeProvider time)
{
    private readonly Lock replacing = new();
    private volatile Catalog current = Catalog.Empty;
    private long confirmedAt = DateTimeOffset.MinValue.UtcTicks;

    /// <summary>The newest committed catalogue seen; <see cref="Catalog.Empty"/> before the first load.</summary>
    public Catalog Current => current;

    /// <summary>When the database last agreed; the smallest instant before it ever did.</summary>
    public DateTimeOffset ConfirmedAt => new(Interlocked.Read(ref confirmedAt), TimeSpan.Zero);

    /// <summary>The catalogue as the caller's transaction sees it.</summary>
    /// <remarks>
    /// Ask at the beginning of the transaction, before any department is locked: a change of the catalogue that is under way is
    /// waited for. What is read here is returned but not kept, since the transaction may hold changes that are never committed.
    /// </remarks>
    public async Task<Catalog> RefreshAsync(Session session)
    {
        var known = current;
        return await CatalogStore.ReadVersionAsync(session) == known.Version ? known : await ReadAsync(session);
    }

    /// <summary>Asks the database, and reads the catalogue again if it changed.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        var askedAt = time.GetUtcNow();
        Replace(await database.ReadAsync(RefreshAsync, cancellation));
        Interlocked.Exchange(ref confirmedAt, askedAt.UtcTicks);
    }

    /// <summary>Loads after a change of this process was committed: the refresher makes up for a failure, which must not look as if the change had failed.</summary>
    internal async Task TryLoadAsync()
    {
        try
        {
            await LoadAsync(CancellationToken.None);
        }
        catch (Exception exception) when (database.IsTransient(exception))
        {
            // See above.
        }
    }

    // Two loads can overlap; the older answer must not undo the newer one.
    private void Replace(Catalog loaded)
    {
        lock (replacing)
        {
            if (loaded.Version > current.Version)
                current = loaded;
        }
    }

    private static async Task<Catalog> ReadAsync(Session session)
    {
        var (version, rows) = await CatalogStore.ReadAtOneVersionAsync(session);
        var absences = rows.Absences.ToLookup(row => row.RepId, row => new Absence(row.FromAt, row.ToAt));
        var reps = rows.Reps.ToDictionary(row => row.RepId, row => RepOf(row, [.. absences[row.RepId]]));
        var members = rows.Memberships.Where(row => reps.ContainsKey(row.RepId)).ToLookup(row => row.DepartmentId, row => reps[row.RepId]);
        return new Catalog(
            version,
            rows.Hubs.Select(row => new Hub(row.HubId, row.Name, row.HelpCenterId) { EndUserListId = row.EndUserListId }),
            rows.Departments.Select(row => DepartmentOf(row, [.. members[row.DepartmentId].OrderBy(rep => rep.RepId)])),
            rows.Services.Select(ServiceOf),
            rows.Items.Where(row => row.Kind == "calendar").Select(row => new CalendarDefinition(row.HubId, row.ItemId, row.Definition)),
            new HubPrograms(rows.Items, reps.Values));
    }

    internal static Rep RepOf(RepRow row, IReadOnlyList<Absence> absences) =>
        new(row.RepId, row.HubId, row.UserName, row.FirstName, row.LastName, row.Active, row.MaxOpenCases, absences);

    private static Department DepartmentOf(DepartmentRow row, IReadOnlyList<Rep> reps) =>
        new(row.DepartmentId, row.HubId, row.Name, StrategyWords.Parse(row.Assignment), row.ReleaseOnAbsence, row.IntakeServiceId, reps);

    private static Service ServiceOf(ServiceRow row) =>
        new(row.ServiceId, row.HubId, row.DepartmentId, row.Name, row.ExtRef, row.Active, row.HeadOfLine == "block", row.Due)
        {
            WorkflowId = row.WorkflowId,
            TriggerId = row.TriggerId,
            Cost = row.Cost is null ? null : decimal.Parse(row.Cost, CultureInfo.InvariantCulture),
        };
}
