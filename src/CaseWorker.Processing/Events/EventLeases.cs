using CaseWorker.Storage;
using CaseWorker.Storage.Events;

namespace CaseWorker.Processing.Events;

/// <summary>The lanes of this process: takes its share, renews it, and lets go of what others should have.</summary>
/// <remarks>The leases only spread the work; that one at a time dispatches a lane is held by the epoch, in each transaction.</remarks>
public sealed class EventLeases(Database database, Instance instance, TimeProvider clock)
{
    /// <summary>How long a process may be silent before others take its lanes.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan ForgetAfter = TimeSpan.FromDays(1);

    private volatile IReadOnlyList<HeldLane> held = [];

    /// <summary>By ascending id. What was lost meanwhile is still here until the next <see cref="KeepAsync"/>.</summary>
    public IReadOnlyList<HeldLane> Held => held;

    /// <summary>Says that this process lives, and takes, renews and lets go. To be called each second, by one caller.</summary>
    public async Task KeepAsync(CancellationToken cancellation) => held = await database.WriteAsync(KeepAsync, cancellation);

    /// <summary>Lets go of everything, so that the others need not wait.</summary>
    public async Task EndAsync(CancellationToken cancellation)
    {
        var lanes = held;
        held = [];
        await database.WriteAsync(
            async session =>
            {
                await EventLaneStore.EndAsync(session, instance.Name);
                foreach (var lane in lanes)
                    await EventLaneStore.FreeAsync(session, lane.LaneId, lane.Epoch);
            },
            cancellation);
    }

    /// <summary>Keeps those of the lanes that are still this process's, in the caller's transaction, which begins with this.</summary>
    internal async Task<List<HeldLane>> HoldAsync(Session session, IEnumerable<HeldLane> lanes)
    {
        var expiresAt = clock.GetUtcNow() + Validity;
        var kept = new List<HeldLane>();
        foreach (var lane in lanes.OrderBy(lane => lane.LaneId))
        {
            if (await EventLaneStore.HoldAsync(session, lane.LaneId, lane.Epoch, expiresAt))
                kept.Add(lane);
        }

        return kept;
    }

    private async Task<IReadOnlyList<HeldLane>> KeepAsync(Session session)
    {
        var now = clock.GetUtcNow();
        await EventLaneStore.BeatAsync(session, instance.Name, now);
        await EventLaneStore.EndSilentAsync(session, now - ForgetAfter);
        var wanted = EventLaneRule.LanesOf(instance.Name, await EventLaneStore.ReadLiveAsync(session, now - Validity, now + Validity));
        var kept = new List<HeldLane>();
        for (var laneId = 0; laneId < EventLaneRule.Count; laneId++)
        {
            if (await KeepAsync(session, laneId, wanted.Contains(laneId), now) is { } lane)
                kept.Add(lane);
        }

        return kept;
    }

    private async Task<HeldLane?> KeepAsync(Session session, int laneId, bool isWanted, DateTimeOffset now)
    {
        var mine = held.FirstOrDefault(lane => lane.LaneId == laneId);
        if (mine is not null && !isWanted && !mine.IsTelling)
        {
            await EventLaneStore.FreeAsync(session, laneId, mine.Epoch);
            return null;
        }

        if (mine is not null && await EventLaneStore.HoldAsync(session, laneId, mine.Epoch, now + Validity))
            return mine;

        return isWanted && await EventLaneStore.TakeAsync(session, laneId, instance.Name, now, now + (2 * Validity), now + Validity) is { } epoch ? new HeldLane(laneId, epoch) : null;
    }
}
