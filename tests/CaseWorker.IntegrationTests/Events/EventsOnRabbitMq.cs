using System.Globalization;
using CaseWorker.IntegrationTests.RabbitMq;
using CaseWorker.Processing;
using CaseWorker.Processing.Events;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace CaseWorker.IntegrationTests.Events;

/// <summary>Outboxes that are told to a real broker.</summary>
[Collection(RabbitMqCollection.Name)]
public sealed class EventsOnRabbitMq(RabbitMqFixture fixture)
{
    [Fact]
    public async Task Every_event_is_told_once_under_its_id_and_those_of_a_case_in_order()
    {
        await using var rig = await BrokerRig.StartAsync(fixture);
        var listener = await EventListener.BindAsync(await rig.OpenChannelAsync());
        await listener.ListenAsync();
        await using var process = await StartAsync(rig);
        await WriteAsync(rig, events: 3000, cases: 200);
        await UntilToldAsync(rig);
        await BrokerRig.UntilAsync(() => listener.Heard.Count >= 3000, "all events heard");
        listener.Verify(await WrittenAsync(rig));
        Assert.Equal(3000, listener.Heard.Count);
        Assert.Equal(Enumerable.Range(1, 3000).Select(n => (long)n), listener.Heard.Select(told => told.EventNo).Order());
    }

    [Fact]
    public async Task Where_nobody_listens_events_are_told_all_the_same()
    {
        await using var rig = await BrokerRig.StartAsync(fixture);
        await WriteAsync(rig, events: 100, cases: 10);
        await using var process = await StartAsync(rig);
        await UntilToldAsync(rig);
    }

    [Fact]
    public async Task A_listener_whose_queue_is_full_gets_everything_later_in_order()
    {
        await using var rig = await BrokerRig.StartAsync(fixture);
        var listener = await EventListener.BindAsync(
            await rig.OpenChannelAsync(), new Dictionary<string, object?> { ["x-max-length"] = 25, ["x-overflow"] = "reject-publish" });
        await WriteAsync(rig, events: 200, cases: 20);
        await using var process = await StartAsync(rig);
        var channel = await rig.OpenChannelAsync();
        await BrokerRig.UntilAsync(() => channel.MessageCountAsync("listener").Result >= 25, "the queue is full");
        await listener.ListenAsync();
        await UntilToldAsync(rig);
        await BrokerRig.UntilAsync(() => listener.Heard.DistinctBy(told => told.EventId).Count() >= 200, "all events heard");
        listener.Verify(await WrittenAsync(rig));
    }

    [Fact]
    public async Task A_broker_that_stops_and_a_lost_connection_cost_nothing_and_change_no_order()
    {
        var control = await fixture.ControlAsync();
        await using var rig = await BrokerRig.StartAsync(fixture);
        var before = await EventListener.BindAsync(await rig.OpenChannelAsync());
        await using var process = await StartAsync(rig);
        await WriteAsync(rig, events: 500, cases: 50);
        await UntilToldAsync(rig);
        await control(["stop_app"]);
        try
        {
            await WriteAsync(rig, events: 1000, cases: 50);
        }
        finally
        {
            await control(["start_app"]);
        }

        await UntilToldAsync(rig);
        await WriteAsync(rig, events: 2000, cases: 50);
        await fixture.KillConnectionsAsync(rig.Uri);
        await UntilToldAsync(rig);
        var listener = new EventListener(await rig.OpenChannelAsync(), "listener");
        await listener.ListenAsync();
        await BrokerRig.UntilAsync(() => listener.Heard.DistinctBy(told => told.EventId).Count() >= 3500, "all events heard");
        listener.Verify(await WrittenAsync(rig));
        Assert.Empty(before.Heard);
    }

    private static async Task<RouterProcess> StartAsync(BrokerRig rig, string name = "dispatcher")
    {
        var process = new RouterProcess(new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(Options.Create(rig.Options))
            .AddSingleton(new Instance(name))
            .AddSingleton(rig.Database)
            .AddSingleton(rig.Gate)
            .AddEventDispatch(hasBroker: true)
            .BuildServiceProvider());
        await process.StartAsync();
        return process;
    }

    private static async Task WriteAsync(BrokerRig rig, int events, int cases)
    {
        for (var first = 0; first < events; first += 100)
        {
            await rig.Database.WriteAsync(
                session => IntakeStore.AddOutboxAsync(session, [.. Enumerable.Range(first, 100).Select(n => Event((n * 7 % cases) + 1))]),
                CancellationToken.None);
        }
    }

    private static OutboxRow Event(int caseId)
    {
        var id = Guid.NewGuid().ToString("D");
        var body = string.Create(CultureInfo.InvariantCulture, $$"""{"eventId":"{{id}}","name":"CaseUpdated","caseId":{{caseId}}}""");
        return new OutboxRow(EventLaneRule.LaneOf(caseId), 1, caseId, "CaseUpdated", id, body, StorageRows.Noon);
    }

    private static async Task UntilToldAsync(BrokerRig rig)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await rig.Database.ReadAsync(session => session.QueryFirstAsync<int>(Sql.Both("SELECT COUNT(*) FROM Outbox WHERE DispatchedAt IS NULL")), limit.Token) > 0)
            await beat.WaitForNextTickAsync(limit.Token);
    }

    private static async Task<List<(string EventId, int? CaseId)>> WrittenAsync(BrokerRig rig) =>
    [
        .. (await rig.Database.ReadAsync(session => session.QueryAsync<Written>(Sql.Both("SELECT MessageId, CaseId FROM Outbox ORDER BY OutboxId")), CancellationToken.None))
            .Select(row => (row.MessageId, row.CaseId)),
    ];

    private sealed record Written
    {
        public string MessageId { get; init; } = "";
        public int? CaseId { get; init; }
    }
}
