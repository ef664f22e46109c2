using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Processing.DueDates.Explaining;
using CaseWorker.Storage;
using CaseWorker.Storage.DueDates;

namespace CaseWorker.Processing.DueDates;

/// <summary>A place in the list of a service's open cases; the default is before the first.</summary>
public readonly record struct WhatIfPlace(long Mark, int CaseId);

/// <summary>What would become of a case. The dates are null where there is none.</summary>
public sealed record WhatIfItem(int CaseId, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>A part of what a policy would do, or what is wrong with the policy.</summary>
/// <param name="Count">How many cases are open without a date set by hand.</param>
/// <param name="Next">Where the list goes on; null: it ends.</param>
public sealed record WhatIfPage(int Count, IReadOnlyList<WhatIfItem> Items, WhatIfPlace? Next, IReadOnlyList<CatalogError> Errors);

/// <summary>Tells what a policy would do to the open cases of a service. Writes nothing, and counts exactly as the change itself does.</summary>
public sealed class WhatIf(Database database, CatalogCache catalogs, TimeProvider clock)
{
    /// <param name="hubId">The hub the caller is limited to; null: none, for operators.</param>
    /// <param name="policyJson">A service's <c>due</c>.</param>
    /// <returns>Null: there is no such service.</returns>
    public Task<WhatIfPage?> ReadAsync(int serviceId, int? hubId, ReadOnlyMemory<byte> policyJson, WhatIfPlace after, int top, CancellationToken cancellation) =>
        database.ReadAsync(
            async session =>
            {
                var catalog = await catalogs.RefreshAsync(session);
                if (catalog.FindService(serviceId) is not { } service || (hubId is not null && service.HubId != hubId))
                    return null;

                var (policy, errors) = DueWishReader.Read(policyJson, catalog, service.HubId, clock.GetUtcNow());
                return errors.Count > 0 ? new WhatIfPage(0, [], null, errors) : await ReadAsync(session, serviceId, policy, after, top);
            },
            cancellation);

    private async Task<WhatIfPage> ReadAsync(Session session, int serviceId, DuePolicy? policy, WhatIfPlace after, int top)
    {
        var now = clock.GetUtcNow();
        var rows = await DuePlanStore.ReadPageAsync(session, serviceId, after.Mark, after.CaseId, top + 1);
        var page = rows.Take(top).ToList();
        var pauses = await Pauses.ReadAsync(session, policy, page);
        return new WhatIfPage(
            await DuePlanStore.CountAsync(session, serviceId),
            [.. page.Select(row => new WhatIfItem(row.CaseId, row.DueAt, DueChange.Follow(Fired(row, now), policy, [.. pauses[row.CaseId]], now).DueAt))],
            rows.Count > top ? new WhatIfPlace(page[^1].DuePolicyMark!.Value, page[^1].CaseId) : null,
            []);
    }

    // As the change does: what has come by now fires before.
    private static CaseDue Fired(DueCaseRow row, DateTimeOffset now) => row.NextDueAt <= now ? StageClock.Advance(row.ToDue(), now).Due : row.ToDue();
}
