using CaseWorker.Storage;
using CaseWorker.Storage.Cases;

namespace CaseWorker.Processing.Cases;

/// <summary>Finds a case, or tells what has become of its id so far.</summary>
public sealed class CaseFinder(Database database, TimeProvider clock)
{
    // How long an id that is found nowhere may still be in a broker's queue.
    private static readonly TimeSpan BlockIsYoungFor = TimeSpan.FromHours(24);

    /// <summary>Never tells anything of another hub's case but that this hub has none with the id.</summary>
    public Task<CaseAnswer> FindAsync(int caseId, int hubId, CancellationToken cancellation) => database.ReadAsync(
        async session => await FindStoredAsync(session, caseId, hubId) ?? await FindElsewhereAsync(session, caseId, hubId),
        cancellation);

    private async Task<CaseAnswer> FindElsewhereAsync(Session session, int caseId, int hubId)
    {
        var places = await CasePlaces.FindAsync(session, [caseId]);
        var block = await CasePlaces.FindBlockAsync(session, caseId);
        var isBlockYoung = block is not null && clock.GetUtcNow() - block.TakenAt < BlockIsYoungFor;

        // It may have been stored between the first look and the second.
        return CasePlaceRule.Answer(places, hubId, isBlockYoung) ?? await FindStoredAsync(session, caseId, hubId) ?? new CaseAnswer.Unknown();
    }

    private static async Task<CaseAnswer?> FindStoredAsync(Session session, int caseId, int hubId) =>
        await CaseReader.FindAsync(session, caseId, hubId) is { } found
            ? new CaseAnswer.Stored(found, await CaseReader.ListPropertiesAsync(session, [caseId]))
            : null;
}
