using CaseWorker.Processing.Intake;
using CaseWorker.Storage;
using CaseWorker.Storage.Cases;

namespace CaseWorker.Processing.Cases;

/// <summary>Finds a case, or tells what has become of its id so far.</summary>
public sealed class CaseFinder(Database database, ICaseQueue queue, TimeProvider clock)
{
    // How long an id that is found nowhere is taken to be in a broker's queue without asking.
    private static readonly TimeSpan BlockIsYoungFor = TimeSpan.FromHours(24);

    /// <summary>Never tells anything of another hub's case but that this hub has none with the id.</summary>
    public async Task<CaseAnswer> FindAsync(int caseId, int hubId, CancellationToken cancellation)
    {
        if (await database.ReadAsync(session => FindStoredAsync(session, caseId, hubId), cancellation) is { } stored)
            return stored;

        var (places, block) = await database.ReadAsync(
            async session => (await CasePlaces.FindAsync(session, [caseId]), await CasePlaces.FindBlockAsync(session, caseId)),
            cancellation);
        var mayBeQueued = block is not null
            && (clock.GetUtcNow() - block.TakenAt < BlockIsYoungFor || (places.Count == 0 && !await queue.IsDrainedAsync(cancellation)));

        // It may have been stored between the first look and the second.
        return CasePlaceRule.Answer(places, hubId, mayBeQueued)
            ?? await database.ReadAsync(session => FindStoredAsync(session, caseId, hubId), cancellation)
            ?? new CaseAnswer.Unknown();
    }

    private static async Task<CaseAnswer?> FindStoredAsync(Session session, int caseId, int hubId) =>
        await CaseReader.FindAsync(session, caseId, hubId) is { } found
            ? new CaseAnswer.Stored(
                found,
                await CaseReader.ListPropertiesAsync(session, [caseId]),
                [.. (await CaseTagStore.ListAsync(session, [caseId])).Select(row => row.TagId)])
            : null;
}
