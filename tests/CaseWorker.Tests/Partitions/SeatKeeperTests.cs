using CaseWorker.Processing;
using CaseWorker.Processing.Partitions;
using CaseWorker.Storage.Partitions;
using CaseWorker.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CaseWorker.Tests.Partitions;

/// <summary>Keepers of several workers on one database, with lanes that do at once what they are told.</summary>
public sealed class SeatKeeperTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private const int Partitions = 8;
    private readonly FakeTimeProvider time = new(Noon);

    [Fact]
    public async Task A_worker_alone_takes_every_partition_at_once()
    {
        using var one = NewWorker("one");
        await RoundsAsync(3, one);
        Assert.All(one.Keeper.Seats, seat => Assert.Equal(SeatState.Front, seat.Current.State));
    }

    [Fact]
    public async Task Workers_share_evenly_and_all_others_stand_behind_each()
    {
        Worker[] workers = [NewWorker("one"), NewWorker("two"), NewWorker("three")];
        await RoundsAsync(20, workers);
        AssertShared(workers);

        var before = await ReadAsync(SeatStore.ReadAsync);
        await RoundsAsync(5, workers);
        Assert.Equal(before, await ReadAsync(SeatStore.ReadAsync));
    }

    [Fact]
    public async Task A_worker_that_comes_takes_its_share_and_what_needs_no_move_is_not_touched()
    {
        Worker[] two = [NewWorker("one"), NewWorker("two")];
        await RoundsAsync(20, two);
        var before = two.SelectMany(Channels).ToList();
        Worker[] three = [.. two, NewWorker("three")];
        await RoundsAsync(20, three);
        AssertShared(three);

        var wantedByTwo = WantedOwnerRule.Assign(Partitions, ["one", "two"]);
        var wantedByThree = WantedOwnerRule.Assign(Partitions, ["one", "two", "three"]);
        var unmoved = Enumerable.Range(0, Partitions).Where(partition => wantedByTwo[partition] == wantedByThree[partition]).ToList();
        Assert.NotEmpty(unmoved);
        Assert.All(unmoved, partition => Assert.Equal(
            before.Where(each => each.Partition == partition), two.SelectMany(Channels).Where(each => each.Partition == partition)));
    }

    [Fact]
    public async Task What_a_dead_worker_had_is_shared_by_the_others()
    {
        Worker[] workers = [NewWorker("one"), NewWorker("two"), NewWorker("three")];
        await RoundsAsync(20, workers);
        await RoundsAsync(30, workers[1..]);
        AssertShared(workers[1..]);
    }

    [Fact]
    public async Task After_all_channels_were_lost_everyone_is_back_in_his_place()
    {
        Worker[] workers = [NewWorker("one"), NewWorker("two"), NewWorker("three")];
        await RoundsAsync(20, workers);
        foreach (var worker in workers)
            worker.LoseChannels();

        await RoundsAsync(20, workers);
        AssertShared(workers);
    }

    [Fact]
    public async Task A_wanted_one_that_never_comes_is_not_waited_for_for_ever()
    {
        using var one = NewWorker("one");
        using var mute = NewWorker("two");
        mute.IsMute = true;
        await RoundsAsync(25, one, mute);
        Assert.All(one.Keeper.Seats, seat => Assert.NotEqual(SeatState.Away, seat.Current.State));
    }

    private Worker NewWorker(string name) => new(name, new SeatKeeper(
        Database, new Instance(name), PartitionGate.Open(Partitions), () => true, time, NullLogger<SeatKeeper>.Instance));

    private async Task RoundsAsync(int rounds, params Worker[] workers)
    {
        for (var round = 0; round < rounds; round++)
        {
            foreach (var worker in workers)
            {
                await WriteAsync(session => HeartbeatStore.BeatAsync(session, worker.Row(time.GetUtcNow())));
                if (!worker.IsMute)
                    await worker.Keeper.LookAsync(Cancellation);

                await worker.ActAsync(time, Cancellation);
            }

            time.Advance(TimeSpan.FromMilliseconds(500));
        }
    }

    private static void AssertShared(IReadOnlyCollection<Worker> workers)
    {
        var counts = workers.Select(worker => worker.Keeper.Seats.Count(seat => seat.Current.State == SeatState.Front)).ToList();
        Assert.Equal(Partitions, counts.Sum());
        Assert.InRange(counts.Max() - counts.Min(), 0, 1);
        for (var partition = 0; partition < Partitions; partition++)
        {
            var seats = workers.Select(worker => worker.Keeper.Seats[partition].Current).ToList();
            var front = Assert.Single(seats, seat => seat.State == SeatState.Front);
            Assert.All(seats.Where(seat => seat != front), seat => Assert.Equal(front.Channel, seat.Behind));
        }
    }

    private static IEnumerable<(string Name, int Partition, long? Channel)> Channels(Worker worker) =>
        worker.Keeper.Seats.Select(seat => (worker.Name, seat.PartitionId, seat.Current.Channel));

    private sealed class Worker(string name, SeatKeeper keeper) : IDisposable
    {
        private readonly Dictionary<int, SeatTurn> turns = [];

        public string Name { get; } = name;

        public SeatKeeper Keeper { get; } = keeper;

        /// <summary>Beats, and does nothing else.</summary>
        public bool IsMute { get; set; }

        public HeartbeatRow Row(DateTimeOffset at) => new() { WorkerId = Name, Roles = "worker", Host = "h", Version = "1", StartedAt = Noon, BeatAt = at };

        public async Task ActAsync(TimeProvider time, CancellationToken cancellation)
        {
            foreach (var seat in Keeper.Seats)
            {
                if (turns.TryGetValue(seat.PartitionId, out var turn))
                {
                    if (turn.LettingGo.IsCancellationRequested && turns.Remove(seat.PartitionId))
                        turn.End(isUnfit: false);
                }
                else if (seat.IsInvited && await seat.UntilInvitedAsync(Timeout.InfiniteTimeSpan, time, cancellation) is { } begun)
                {
                    turns.Add(seat.PartitionId, begun);
                    begun.Opened(isUnfit: false);
                }
            }
        }

        public void LoseChannels()
        {
            foreach (var turn in turns.Values)
                turn.End(isUnfit: false);

            turns.Clear();
        }

        public void Dispose() => Keeper.Dispose();
    }
}
