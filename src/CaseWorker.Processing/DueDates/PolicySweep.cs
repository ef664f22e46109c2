using CaseWorker.Processing.Catalogs;
using CaseWorker.Storage;
using CaseWorker.Storage.DueDates;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.DueDates;

/// <summary>Makes the dates of open cases anew when the policy of their service, or its calendar, has changed (spec 4).</summary>
/// <remarks>
/// Each case has the mark of the policy that made its dates, so this can stop and go on anywhere. Looked for after each change of the
/// catalogue, and a while longer: a case can be stored by the policy before by a transaction that began before the change.
/// A stage that came by the policy before, and that no sweep has seen yet, fires here first: a policy that changes undoes no breach.
/// </remarks>
public sealed partial class PolicySweep(Database database, CatalogCache catalogs, TimeProvider clock, ILogger<PolicySweep> logger)
{
    private const int StepSize = 500;
    private static readonly TimeSpan LookOnFor = TimeSpan.FromMinutes(5);

    private long seenVersion = -1;
    private long seenAt;
    private bool isSettled;

    /// <summary>Works until no case is left.</summary>
    /// <returns>How many cases were made anew.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var catalog = await database.ReadAsync(catalogs.RefreshAsync, cancellation);
        if (catalog.Version != seenVersion)
            await BeginAsync(catalog, cancellation);
        else if (isSettled && clock.GetElapsedTime(seenAt) > LookOnFor)
            return 0;

        var marks = catalog.Services.Select(service => new ServiceMarkRow(service.ServiceId, MarkOf(catalog, service.ServiceId))).ToList();
        var stale = await database.ReadAsync(session => DuePlanStore.FindStaleAsync(session, marks), cancellation);
        isSettled = stale.Count == 0;
        var planned = 0;
        foreach (var serviceId in stale)
        {
            while (await StepAsync(serviceId, cancellation) is var step and > 0)
                planned += step;
        }

        if (planned > 0)
            LogPlanned(planned, catalog.Version);

        return planned;
    }

    private async Task BeginAsync(Catalog catalog, CancellationToken cancellation)
    {
        // Whoever applied the catalogue has kept its policies, unless that was before policies were kept.
        await database.WriteAsync(session => PolicyKeeper.KeepAsync(session, catalog), cancellation);
        (seenVersion, seenAt, isSettled) = (catalog.Version, clock.GetTimestamp(), false);
    }

    private Task<int> StepAsync(int serviceId, CancellationToken cancellation) => database.WriteAsync(
        async session =>
        {
            await DueSweepStore.TakeTurnAsync(session, "policy", clock.GetUtcNow());
            var now = clock.GetUtcNow();
            var catalog = await catalogs.RefreshAsync(session);
            var policy = catalog.DueOf(serviceId);
            var claimed = await DuePlanStore.ClaimStaleAsync(session, serviceId, MarkOf(catalog, serviceId), StepSize);
            var pauses = await Pauses.ReadAsync(session, policy, claimed);
            var (fired, rows) = (new SweepRows(now), new PolicyRows(now));
            foreach (var row in claimed)
            {
                // One that the sweep has set aside has its next instant later: what cannot be fired must not keep others from their dates.
                var before = row.NextDueAt <= now ? fired.Add(row) : row.ToDue();
                rows.Add(row, before, DueChange.Follow(before, policy, [.. pauses[row.CaseId]], now));
            }

            await fired.TellAsync(session);
            await rows.WriteAsync(session);
            return claimed.Count;
        },
        cancellation,
        StepSize);

    private static long MarkOf(Catalog catalog, int serviceId) => catalog.DueOf(serviceId)?.Mark ?? DuePolicy.NoMark;

    [LoggerMessage(8010, LogLevel.Information, "The due dates of {Cases} cases were made anew by the policies of catalogue version {Version}")]
    private partial void LogPlanned(int cases, long version);
}
