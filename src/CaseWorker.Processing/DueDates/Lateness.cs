using CaseWorker.Processing.Catalogs;
using CaseWorker.Storage;
using CaseWorker.Storage.DueDates;

namespace CaseWorker.Processing.DueDates;

/// <summary>How late the stages of a service fired in a window. Without any firing the numbers are null.</summary>
/// <param name="Late">How many were later than is promised.</param>
public sealed record LatenessFigures(DateTimeOffset From, DateTimeOffset To, long Count, long Late, long? P50Ms, long? P99Ms, long? MaxMs);

/// <summary>Tells how late stages fire.</summary>
public sealed class Lateness(Database database, CatalogCache catalogs, TimeProvider clock)
{
    /// <param name="hubId">The hub the caller is limited to; null: none, for operators.</param>
    /// <param name="window">How long back from now.</param>
    /// <returns>Null: there is no such service.</returns>
    public Task<LatenessFigures?> ReadAsync(int serviceId, int? hubId, TimeSpan window, CancellationToken cancellation) => database.ReadAsync(
        async session =>
        {
            var service = (await catalogs.RefreshAsync(session)).FindService(serviceId);
            if (service is null || (hubId is not null && service.HubId != hubId))
                return null;

            var now = clock.GetUtcNow();
            return Figures(now - window, now, await DueEventStore.CountLatenessAsync(session, serviceId, now - window, now));
        },
        cancellation);

    private static LatenessFigures Figures(DateTimeOffset from, DateTimeOffset to, List<LatenessRow> rows)
    {
        rows.Sort((one, other) => one.LatenessMs.CompareTo(other.LatenessMs));
        var count = rows.Sum(row => row.Firings);
        return new LatenessFigures(
            from,
            to,
            count,
            rows.Where(row => DueEvents.IsLate(row.LatenessMs)).Sum(row => row.Firings),
            Percentile(rows, count, 0.50),
            Percentile(rows, count, 0.99),
            rows.Count == 0 ? null : rows[^1].LatenessMs);
    }

    // The least value that the share of all do not exceed.
    private static long? Percentile(List<LatenessRow> rows, long count, double share)
    {
        var left = (long)Math.Ceiling(count * share);
        foreach (var row in rows)
        {
            left -= row.Firings;
            if (left <= 0)
                return row.LatenessMs;
        }

        return null;
    }
}
