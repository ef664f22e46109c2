using CaseWorker.Storage;
using CaseWorker.Storage.TextSearch;

namespace CaseWorker.Processing.TextSearch;

/// <summary>Where a server's full-text search is in use: leaves cases that it knows by now to it alone. Any number of processes may.</summary>
/// <remarks>
/// A case that full-text search never takes in stays in the table of words, where it is found as well. Each transaction is about the cases
/// of one step of the indexer, so it is as short as that.
/// </remarks>
public sealed class FullTextSettler(Database database, TimeProvider clock)
{
    private const int MostMarks = 20;

    /// <summary>Longer than any search may run: Storage:CommandTimeout is at most five minutes.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(6);

    private string? after;

    /// <summary>Does some of what can be done.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var fresh = await database.ReadAsync(session => FullTextStore.ReadFreshAsync(session, after, MostMarks), cancellation);
        foreach (var mark in fresh)
        {
            var known = await database.ReadAsync(session => FullTextStore.ReadKnownAsync(session, mark), cancellation);
            if (known.Count > 0)
                await database.WriteAsync(session => FullTextStore.SettleAsync(session, mark, known, clock.GetUtcNow()), cancellation);
        }

        // Round and round, so that a mark that is never found does not hold up those behind it.
        after = fresh.Count == MostMarks ? fresh[^1] : null;

        foreach (var mark in await database.ReadAsync(session => FullTextStore.ReadKnownSinceAsync(session, clock.GetUtcNow() - Overlap, MostMarks), cancellation))
            await database.WriteAsync(session => FullTextStore.LeaveAsync(session, mark), cancellation);
    }
}
