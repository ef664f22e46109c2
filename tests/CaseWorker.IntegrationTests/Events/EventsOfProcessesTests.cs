using CaseWorker.IntegrationTests.Chaos.Plant;
using CaseWorker.IntegrationTests.EndToEnd;
using CaseWorker.IntegrationTests.Processes;
using CaseWorker.IntegrationTests.RabbitMq;
using Xunit;

namespace CaseWorker.IntegrationTests.Events;

/// <summary>Events of real processes that die or stand still.</summary>
[Collection(RabbitMqCollection.Name)]
public sealed class EventsOfProcessesTests(RabbitMqFixture broker)
{
    [Fact]
    public async Task A_process_killed_between_send_and_mark_costs_no_event_and_its_repetitions_keep_their_ids()
    {
        await using var installation = new Installation(await broker.NewHostAsync());
        var listener = await EventListener.BindAsync(await installation.OpenChannelAsync());
        await listener.ListenAsync();
        var doomed = await installation.StartAsync("worker", "events-after-send-before-mark=kill@3");
        await SendAsync(installation, "first", 600);
        await doomed.UntilExitAsync(Installation.Limit);
        await installation.StartAsync("worker");
        await SendAsync(installation, "second", 200);
        await VerifyAsync(installation, listener, cases: 800);
        Assert.NotEqual(listener.Heard.Count, listener.Heard.DistinctBy(told => told.EventId).Count());
    }

    [Fact]
    public async Task A_process_that_stands_still_loses_its_lanes_and_changes_no_order_when_it_goes_on()
    {
        await using var installation = new Installation(await broker.NewHostAsync());
        var listener = await EventListener.BindAsync(await installation.OpenChannelAsync());
        await listener.ListenAsync();
        await installation.StartAsync("worker");

        // It has half of the lanes, and is frozen when it has told events and not marked them yet.
        var frozen = await installation.StartAsync("scheduler", "events-after-send-before-mark=delay:20s@2");
        await SendAsync(installation, "first", 600);
        await Eventually.HoldsAsync(
            async () => (await installation.View.QueryAsync<string>(
                $"SELECT o.MessageId FROM Outbox o JOIN OutboxLane l ON l.LaneId = o.PartitionId WHERE o.DispatchedAt IS NULL AND l.Owner LIKE '%-{frozen.Id}-%'"))
                .Intersect(listener.Heard.Select(told => told.EventId)).Any(),
            Installation.Limit,
            () => $"It must tell something:\n{installation.Output}");

        // Whoever stands still with the write lock of the file holds everybody up; this one must stand still without.
        await Eventually.HoldsAsync(
            () =>
            {
                frozen.Freeze();
                if (!WriteLock.IsHeldBy(frozen.Id))
                    return Task.FromResult(true);

                frozen.Thaw();
                return Task.FromResult(false);
            },
            Installation.Limit,
            () => $"It must be without the write lock for a moment:\n{installation.Output}");
        await SendAsync(installation, "second", 600);
        await UntilToldAsync(installation, 1200);
        frozen.Thaw();
        await SendAsync(installation, "third", 300);
        await VerifyAsync(installation, listener, cases: 1500);
        Assert.NotEqual(listener.Heard.Count, listener.Heard.DistinctBy(told => told.EventId).Count());
    }

    private static async Task SendAsync(Installation installation, string name, int count) =>
        await new AmqpProducer(name, [1, 2, 3, 4, 5, 6, 7, 8], withMessageId: true, await installation.OpenChannelAsync(), installation.Ledger)
            .SendAsync(count, _ => Task.CompletedTask);

    private static Task UntilToldAsync(Installation installation, int cases) => Eventually.HoldsAsync(
        async () => await installation.View.CountAsync("SupportCase") == cases && await installation.View.CountAsync("Outbox WHERE DispatchedAt IS NULL") == 0,
        Installation.Limit,
        () => $"All events must be told:\n{installation.Output}");

    private static async Task VerifyAsync(Installation installation, EventListener listener, int cases)
    {
        await UntilToldAsync(installation, cases);
        var written = await installation.View.QueryAsync<Written>("SELECT MessageId, CaseId FROM Outbox ORDER BY OutboxId");
        await Eventually.HoldsAsync(
            () => Task.FromResult(listener.Heard.DistinctBy(told => told.EventId).Count() >= written.Count),
            Installation.Limit,
            () => $"{written.Count} events must be heard, were {listener.Heard.Count}:\n{installation.Output}");
        listener.Verify([.. written.Select(row => (row.MessageId, row.CaseId))]);
        Assert.Equal(Enumerable.Range(1, written.Count).Select(n => (long)n), listener.Heard.Select(told => told.EventNo).Distinct().Order());
    }

    private sealed record Written
    {
        public string MessageId { get; init; } = "";
        public int? CaseId { get; init; }
    }
}
