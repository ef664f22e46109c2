using CaseWorker.Storage.Partitions;
using Xunit;

namespace CaseWorker.Tests.Storage;

public abstract class SeatStoreContract(StorageFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task A_worker_writes_its_seats_and_changes_them()
    {
        SeatRow[] rows = [Row("a", 0) with { State = "front", Channel = long.MinValue }, Row("a", 1) with { State = "subscribed", Channel = 7, Behind = long.MaxValue, Unfit = true }];
        await WriteAsync(session => SeatStore.SaveAsync(session, rows));
        Assert.Equal(rows, await ReadAsync(SeatStore.ReadAsync));

        var changed = rows[0] with { State = "away", Channel = null, At = Noon.AddSeconds(1) };
        await WriteAsync(session => SeatStore.SaveAsync(session, [changed, Row("b", 0)]));
        Assert.Equal([changed, rows[1], Row("b", 0)], await ReadAsync(SeatStore.ReadAsync));
    }

    [Fact]
    public async Task The_seats_of_a_worker_that_stops_are_gone()
    {
        await WriteAsync(session => SeatStore.SaveAsync(session, [Row("a", 0), Row("b", 0)]));
        await WriteAsync(session => SeatStore.EndAsync(session, "a"));
        Assert.Equal([Row("b", 0)], await ReadAsync(SeatStore.ReadAsync));
    }

    [Fact]
    public async Task Seats_are_forgotten_with_the_heartbeat_of_their_worker()
    {
        await WriteAsync(session => HeartbeatStore.BeatAsync(session, new() { WorkerId = "b", Roles = "worker", Host = "h", Version = "1", StartedAt = Noon, BeatAt = Noon }));
        await WriteAsync(session => SeatStore.SaveAsync(session, [Row("a", 0), Row("b", 0)]));
        Assert.Equal(1, await WriteAsync(SeatStore.EndForgottenAsync));
        Assert.Equal([Row("b", 0)], await ReadAsync(SeatStore.ReadAsync));
    }

    private static SeatRow Row(string worker, int partitionId) =>
        new() { WorkerId = worker, PartitionId = partitionId, State = "away", Unfit = false, At = Noon };
}
