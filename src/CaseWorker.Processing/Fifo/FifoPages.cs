using CaseWorker.Storage;
using CaseWorker.Storage.Fifo;

namespace CaseWorker.Processing.Fifo;

/// <summary>A page of the proof of one service.</summary>
/// <param name="Count">All cases ever stored of the service, the deleted ones included.</param>
/// <param name="Violations">Of this page and of its join to the page before; empty: verified.</param>
/// <param name="HasMore">Whether rows follow.</param>
public sealed record FifoPage(int ServiceId, long Count, IReadOnlyList<FifoViolation> Violations, IReadOnlyList<FifoRow> Rows, bool HasMore);

/// <summary>Shows the proof of a service page by page.</summary>
public sealed class FifoPages(Database database)
{
    /// <param name="hubId">The hub the caller is limited to; null: none, for operators.</param>
    /// <param name="after">The last sequence of the page before; 0 for the first page.</param>
    /// <param name="top">How many rows the page has, and how many of the page before the join covers.</param>
    /// <returns>Null when there is no such service, or one of another hub.</returns>
    public Task<FifoPage?> ReadAsync(int serviceId, int? hubId, long after, int top, CancellationToken cancellation) => database.ReadAsync(
        async session =>
        {
            if (await FifoStore.FindHubAsync(session, serviceId) is not { } hub || (hubId is not null && hub != hubId))
                return null;

            var before = after == 0 ? [] : await FifoStore.ReadUpToAsync(session, serviceId, after, top);
            var rows = await FifoStore.ReadAfterAsync(session, serviceId, after, top + 1);
            var page = rows.Take(top).ToList();
            var repeated = await FifoStore.FindRepeatedKeysAsync(session, [.. page.Select(row => row.KeyHash)]);
            var violations = FifoProof.After(serviceId, before).Check(page, repeated);
            violations.AddRange(await PageOvertakings.FindAsync(session, serviceId, before, page));
            return new FifoPage(serviceId, await FifoStore.CountAsync(session, serviceId), violations, page, rows.Count > top);
        },
        cancellation);
}
