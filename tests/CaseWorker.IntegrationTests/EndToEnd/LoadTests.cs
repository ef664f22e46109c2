using System.Globalization;
using System.Text.Json;
using CaseWorker.IntegrationTests.Processes;
using CaseWorker.IntegrationTests.RabbitMq;
using Xunit;

namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>Much at once, much at rest, and callers that take their time.</summary>
[Collection(RabbitMqCollection.Name)]
public sealed class LoadTests(RabbitMqFixture broker, SharedInstallation shared)
{
    private const int Ordinary = 300;
    private const int Slow = 100;
    private const int Stalled = 25;
    private const int Readers = 75;

    [Fact]
    public async Task What_was_queued_while_no_worker_ran_is_drained_in_order()
    {
        var count = TestSize.IsFull ? 100_000 : 20_000;
        await using var installation = new Installation(await broker.NewHostAsync());
        await installation.StartAsync("gateway");
        Sent[] sent = [.. Enumerable.Range(1, count).Select(n => new Sent("file", n, 1 + (n % 8)))];
        var file = await installation.WriteAsync("cases.jsonl", sent.Select(one => JsonSerializer.Serialize(new { one.ServiceId, ExtRef = one.Mark })));

        var enqueued = await installation.RunAsync("enqueue", "--file", file);
        Assert.True(enqueued.ExitCode == 0, enqueued.ToString());
        await Eventually.HoldsAsync(async () => await installation.DepthAsync() == count, Installation.Limit, () => $"All {count} must wait in the queues");
        Assert.Equal(0, await installation.View.CountAsync("SupportCase"));

        foreach (var one in sent)
            installation.Ledger.Add(one);

        await Task.WhenAll(installation.StartAsync("worker"), installation.StartAsync("worker"));
        await installation.DrainAsync("after");
        await installation.AuditAsync();
        await installation.StopAsync();
    }

    [Fact]
    public async Task Five_hundred_callers_with_slow_readers_and_writers_among_them_lose_nothing_and_meet_no_error_but_503()
    {
        var installation = await shared.StartAsync(broker);
        var ledger = installation.Ledger;
        var gateway = shared.Gateways[0];
        await new HttpProducer("crowd-first", [1], [gateway], ledger).SendBatchesAsync(1000, 500, _ => Task.CompletedTask);
        await installation.DrainAsync("crowd-begins");

        // All are there before the first of them goes on.
        SlowCaller[] slow = await ConnectAsync(gateway, Slow);
        SlowCaller[] stalled = await ConnectAsync(gateway, Stalled);
        SlowCaller[] readers = await ConnectAsync(gateway, Readers);
        var ordinary = Enumerable.Range(1, Ordinary).Select(i => new HttpProducer(Name("crowd", i), [1 + (i % 8)], [gateway], ledger)).ToList();

        var sending = Task.WhenAll(ordinary.Select(one => one.SendAsync(5, _ => Task.CompletedTask)));
        var writing = Task.WhenAll(slow.Select(async (caller, i) =>
        {
            var sent = new Sent(Name("slow", i), 1, 1 + (i % 8));
            ledger.Add(await caller.PostSlowlyAsync(sent));
        }));
        var stalling = Task.WhenAll(stalled.Select((caller, i) => caller.PostHalfAsync(new Sent(Name("stalled", i), 1, 1))));
        var reading = Task.WhenAll(readers.Select(caller => caller.GetSlowlyAsync("/api/cases?serviceId=1&top=1000")));
        await Task.WhenAll(sending, writing, stalling, reading);

        Assert.All(await stalling, status => Assert.True(status is null or 408, $"A caller who stops half-way must be let go, got {status}"));
        Assert.All(await reading, items => Assert.Equal(1000, items));
        await installation.DrainAsync("crowd-gone");
        await installation.AuditAsync();
        foreach (var caller in (SlowCaller[])[.. slow, .. stalled, .. readers])
            caller.Dispose();
    }

    private static string Name(string kind, int i) => string.Create(CultureInfo.InvariantCulture, $"{kind}{i}");

    private static Task<SlowCaller[]> ConnectAsync(CaseWorkerProcess gateway, int count) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => SlowCaller.ConnectAsync(gateway)));
}
