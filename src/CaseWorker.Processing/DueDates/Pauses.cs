using CaseWorker.Storage;
using CaseWorker.Storage.DueDates;

namespace CaseWorker.Processing.DueDates;

/// <summary>Reads when cases waited for their customers, where a policy asks for it.</summary>
internal static class Pauses
{
    private static readonly ILookup<int, Pause> None = Array.Empty<int>().ToLookup(id => id, _ => default(Pause));

    /// <summary>By case; empty when the policy does not pause.</summary>
    public static async Task<ILookup<int, Pause>> ReadAsync(Session session, DuePolicy? policy, IReadOnlyList<DueCaseRow> cases) =>
        policy is { PauseWhileOpen: true }
            ? (await DuePlanStore.ListPausesAsync(session, [.. cases.Select(row => row.CaseId)])).ToLookup(row => row.CaseId, row => new Pause(row.FromAt, row.ToAt))
            : None;
}
