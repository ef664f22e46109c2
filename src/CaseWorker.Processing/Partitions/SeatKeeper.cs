using CaseWorker.Storage;
using CaseWorker.Storage.Failpoints;
using CaseWorker.Storage.Partitions;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.Partitions;

/// <summary>Shares the partitions with the other workers: looks who lives and where each stands, decides for each partition, writes its own seats down.</summary>
/// <remarks>While the database does not answer, everyone keeps what he has.</remarks>
/// <param name="isConnected">Whether the broker could be reached just now.</param>
public sealed partial class SeatKeeper(Database database, Instance instance, PartitionGate gate, Func<bool> isConnected, TimeProvider time, ILogger<SeatKeeper> logger) : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    // Longer than a live worker needs to open a channel, shorter than anybody likes to wait for a case.
    private static readonly TimeSpan WaitForWanted = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim woken = new(0, 1);
    private readonly WorkerSightings sightings = new(instance.Name, time);
    private readonly Dictionary<int, Seat> written = [];
    private readonly Dictionary<int, (string Wanted, long Since)> missing = [];
    private IReadOnlyList<OwnSeat>? seats;
    private bool isSilent;

    /// <summary>By ascending partition.</summary>
    public IReadOnlyList<OwnSeat> Seats => seats ??= [.. Enumerable.Range(0, gate.Partitions).Select(partition => new OwnSeat(partition, Wake))];

    /// <summary>Looks again and again until told to stop.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stopping);
                isSilent = false;
                using var limit = new CancellationTokenSource(LookEvery, time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
                await woken.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                // Once per outage: the lanes say it too.
                if (!isSilent)
                    LogBlind(exception);

                isSilent = true;
                await Task.Delay(LookEvery, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Forgets the seats of this worker, which stops in good order.</summary>
    public Task EndAsync(CancellationToken cancellation) => database.WriteAsync(session => SeatStore.EndAsync(session, instance.Name), cancellation);

    public void Dispose() => woken.Dispose();

    /// <summary>One look and what follows from it.</summary>
    internal async Task LookAsync(CancellationToken cancellation)
    {
        var (beats, rows) = await database.ReadAsync(
            async session => (await HeartbeatStore.ReadAllAsync(session), await SeatStore.ReadAsync(session)),
            cancellation);
        if (sightings.Look(beats) is { } live && gate.MayConsume)
            Decide(live, rows);

        await WriteDownAsync(cancellation);
    }

    private void Decide(IReadOnlyList<string> live, List<SeatRow> rows)
    {
        var peers = rows.Where(row => row.WorkerId != instance.Name && live.Contains(row.WorkerId))
            .ToLookup(row => row.PartitionId, row => (row.WorkerId, Seat: Seat.Of(row)));
        List<Dictionary<string, Seat>> others = [.. Seats.Select(seat => peers[seat.PartitionId].ToDictionary(peer => peer.WorkerId, peer => peer.Seat, StringComparer.Ordinal))];
        var wanted = WantedOwnerRule.Assign(Seats.Count, live, (worker, partition) =>
            (worker == instance.Name ? Seats[partition].Current : others[partition].GetValueOrDefault(worker))?.IsUnfit ?? false);
        foreach (var seat in Seats)
            Decide(seat, wanted[seat.PartitionId], others[seat.PartitionId]);
    }

    private void Decide(OwnSeat seat, string wanted, Dictionary<string, Seat> others)
    {
        var own = seat.Current;
        switch (SeatRule.Next(instance.Name, own, wanted, others, IsMissing(seat.PartitionId, wanted, others)))
        {
            case SeatStep.Stay when own.State == SeatState.Away:
                seat.KeepWaiting();
                break;
            case SeatStep.Subscribe:
                seat.Invite(others.GetValueOrDefault(wanted) is { State: SeatState.Front } front ? front.Channel : null);
                break;
            case SeatStep.LetGo:
                if (seat.LetGo() && own.State != SeatState.Subscribed)
                    LogHandingOver(seat.PartitionId, wanted);

                break;
            case SeatStep.BeFront:
                if (seat.BeFront(own.Channel))
                    LogTaken(seat.PartitionId);

                break;
        }
    }

    private bool IsMissing(int partitionId, string wanted, Dictionary<string, Seat> others)
    {
        if (wanted == instance.Name || others.GetValueOrDefault(wanted) is { State: not SeatState.Away } || !isConnected())
        {
            missing.Remove(partitionId);
            return false;
        }

        if (!missing.TryGetValue(partitionId, out var since) || since.Wanted != wanted)
            missing[partitionId] = since = (wanted, time.GetTimestamp());

        return time.GetElapsedTime(since.Since) >= WaitForWanted;
    }

    // After the fact: a row may be late, and every decision bears that.
    private async Task WriteDownAsync(CancellationToken cancellation)
    {
        var now = Seats.Select(seat => (seat.PartitionId, seat.Current)).Where(each => written.GetValueOrDefault(each.PartitionId) != each.Current).ToList();
        if (now.Count == 0)
            return;

        if (now.Any(each => each.Current.State == SeatState.Front))
            await Failpoint.HitAsync(FailpointNames.HandOverFront, cancellation);

        await database.WriteAsync(session => SeatStore.SaveAsync(session, [.. now.Select(each => each.Current.ToRow(instance.Name, each.PartitionId, time.GetUtcNow()))]), cancellation);
        foreach (var (partitionId, seat) in now)
            written[partitionId] = seat;

        if (now.Any(each => each.Current.State == SeatState.Front))
            await Failpoint.HitAsync(FailpointNames.HandOverTold, cancellation);
    }

    private void Wake()
    {
        try
        {
            woken.Release();
        }
        catch (SemaphoreFullException)
        {
            // Woken already: one look is enough for all that changed.
        }
    }

    [LoggerMessage(3120, LogLevel.Information, "Partition {PartitionId} is served here: no other worker stands before this one")]
    private partial void LogTaken(int partitionId);

    [LoggerMessage(3121, LogLevel.Information, "Partition {PartitionId} is handed over to {Worker}")]
    private partial void LogHandingOver(int partitionId, string worker);

    [LoggerMessage(3122, LogLevel.Warning, "It can't be seen who shall have which partition; everything stays as it is meanwhile")]
    private partial void LogBlind(Exception exception);
}
