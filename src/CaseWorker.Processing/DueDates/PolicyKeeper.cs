using CaseWorker.Processing.Catalogs;
using CaseWorker.Storage;
using CaseWorker.Storage.Catalogs;
using CaseWorker.Storage.DueDates;

namespace CaseWorker.Processing.DueDates;

/// <summary>Keeps the policies of a catalogue for those who want to know later what a case was planned by.</summary>
internal static class PolicyKeeper
{
    /// <summary>Keeps those that are not kept yet. Lock: the catalogue's.</summary>
    public static async Task KeepAsync(Session session, Catalog catalog)
    {
        await CatalogStore.LockAsync(session);
        await DuePolicyStore.KeepAsync(session, [.. catalog.Services.Select(service => catalog.DueOf(service.ServiceId)).OfType<DuePolicy>().DistinctBy(policy => policy.Mark).Select(RowOf)]);
    }

    /// <summary>The policy, ready to be counted as it was then.</summary>
    public static DuePolicy Read(KeptPolicyRow row, long mark) => DuePolicies.Read(row.Policy, row.Calendar) with { Mark = mark };

    private static DuePolicyRow RowOf(DuePolicy policy) => new(policy.Mark, policy.Json!, policy.CalendarJson);
}
