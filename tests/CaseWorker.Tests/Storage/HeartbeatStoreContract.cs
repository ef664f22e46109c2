using CaseWorker.Storage.Partitions;
using Xunit;

namespace CaseWorker.Tests.Storage;

public abstract class HeartbeatStoreContract(StorageFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task A_worker_is_live_from_its_first_beat_until_it_stops()
    {
        await WriteAsync(session => HeartbeatStore.BeatAsync(session, Row("a", Noon)));
        await WriteAsync(session => HeartbeatStore.BeatAsync(session, Row("b", Noon)));
        await WriteAsync(session => HeartbeatStore.BeatAsync(session, Row("a", Noon.AddSeconds(2))));
        Assert.Equal([("a", Noon.AddSeconds(2)), ("b", Noon)], await LiveAsync(Noon));

        await WriteAsync(session => HeartbeatStore.EndAsync(session, "a"));
        Assert.Equal([("b", Noon)], await LiveAsync(Noon));
    }

    [Fact]
    public async Task A_silent_worker_is_not_live_and_forgotten_in_time()
    {
        await WriteAsync(session => HeartbeatStore.BeatAsync(session, Row("a", Noon)));
        Assert.Empty(await LiveAsync(Noon.AddMilliseconds(1)));
        Assert.Equal(0, await WriteAsync(session => HeartbeatStore.EndSilentAsync(session, Noon)));
        Assert.Equal(1, await WriteAsync(session => HeartbeatStore.EndSilentAsync(session, Noon.AddMilliseconds(1))));
    }

    private async Task<List<(string, DateTimeOffset)>> LiveAsync(DateTimeOffset since) =>
        [.. (await ReadAsync(session => HeartbeatStore.ReadLiveAsync(session, since))).Select(row => (row.WorkerId, row.BeatAt))];

    private static HeartbeatRow Row(string worker, DateTimeOffset at) =>
        new() { WorkerId = worker, Roles = "worker", Host = "here", Version = "1", StartedAt = Noon, BeatAt = at };
}
