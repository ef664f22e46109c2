using System.Text;
using CaseWorker.Processing.Events;
using CaseWorker.Storage;
using CaseWorker.Storage.Events;
using CaseWorker.Storage.Intake;
using CaseWorker.Storage.Parking;
using CaseWorker.Tests.Intake;
using CaseWorker.Tests.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CaseWorker.Tests.Events;

public abstract class EventDispatchContract(StorageFixture fixture) : StorageContract(fixture)
{
    private readonly FakeTimeProvider clock = new(Noon);

    [Fact]
    public async Task Events_of_a_hub_are_numbered_without_gaps_and_those_of_a_case_in_order()
    {
        await AddAsync((1, 1), (2, 1), (1, 1), (3, 2), (2, 1), (1, 1));
        var process = new EventProcess(Database, "worker", clock);
        await process.KeepAsync();
        Assert.Equal(6, await process.NumberAllAsync());
        Assert.Equal(0, await process.NumberAllAsync());

        var rows = await RowsAsync();
        Assert.Equal([1, 2, 3, 4, 5], rows.Where(row => row.HubId == 1).Select(row => row.EventNo!.Value).Order());
        Assert.Equal([1L], rows.Where(row => row.HubId == 2).Select(row => row.EventNo!.Value));
        Assert.All(rows.GroupBy(row => row.CaseId), events => Assert.Equal(events.Select(row => row.EventNo!.Value).Order(), events.Select(row => row.EventNo!.Value)));
        Assert.All(rows, row => Assert.Equal(Noon, row.DispatchedAt));
    }

    [Fact]
    public async Task With_a_broker_a_number_alone_does_not_make_an_event_told()
    {
        await AddAsync((1, 1), (1, 1));
        var process = new EventProcess(Database, "worker", clock, hasBroker: true);
        await process.KeepAsync();
        await process.NumberAllAsync();
        Assert.All(await RowsAsync(), row => Assert.Null(row.DispatchedAt));

        var lane = Assert.Single(await ReadAsync(OutboxStore.FindUntoldAsync));
        var untold = await ReadAsync(session => OutboxStore.ReadUntoldAsync(session, lane, 100));
        Assert.Equal([1, 2], untold.Select(row => row.EventNo));
        await WriteAsync(session => OutboxStore.MarkAsync(session, [new EventMark(untold[0].OutboxId, untold[0].EventNo, Noon)]));
        Assert.Equal([2L], (await ReadAsync(session => OutboxStore.ReadUntoldAsync(session, lane, 100))).Select(row => row.EventNo));
    }

    [Fact]
    public async Task Who_was_silent_loses_the_lanes_and_can_number_nothing_any_more()
    {
        var frozen = new EventProcess(Database, "frozen", clock);
        await frozen.KeepAsync();
        Assert.Equal(EventLaneRule.Count, frozen.Lanes.Count());
        clock.Advance(EventLeases.Validity + TimeSpan.FromSeconds(1));
        var other = new EventProcess(Database, "other", clock);
        await other.KeepAsync();
        Assert.Equal(EventLaneRule.Count, other.Lanes.Count());

        await AddAsync((1, 1));
        Assert.Equal(0, await frozen.NumberAllAsync());
        Assert.Equal(1, await other.NumberAllAsync());
    }

    [Fact]
    public async Task Who_died_with_a_clock_that_was_ahead_keeps_the_lanes_from_nobody_and_can_number_nothing_any_more()
    {
        var ahead = new EventProcess(Database, "ahead", new FakeTimeProvider(Noon.AddHours(1)));
        await ahead.KeepAsync();
        Assert.Equal(EventLaneRule.Count, ahead.Lanes.Count());
        var survivor = new EventProcess(Database, "survivor", clock);
        await survivor.KeepAsync();
        Assert.Equal(EventLaneRule.Count, survivor.Lanes.Count());

        await AddAsync((1, 1));
        Assert.Equal(0, await ahead.NumberAllAsync());
        Assert.Equal(1, await survivor.NumberAllAsync());
    }

    [Fact]
    public async Task Clocks_that_differ_by_less_than_a_lease_take_no_lanes_from_each_other()
    {
        var ahead = new EventProcess(Database, "a", new FakeTimeProvider(Noon + EventLeases.Validity));
        var other = new EventProcess(Database, "b", clock);
        await ahead.KeepAsync();
        await other.KeepAsync();
        Assert.Empty(other.Lanes);
        await ahead.KeepAsync();
        await other.KeepAsync();
        Assert.Equal([4, 4], new[] { ahead, other }.Select(process => process.Lanes.Count()));
    }

    [Fact]
    public async Task A_newcomer_gets_its_share_and_a_leaver_leaves_everything()
    {
        var first = new EventProcess(Database, "a", clock);
        var second = new EventProcess(Database, "b", clock);
        await first.KeepAsync();
        await second.KeepAsync();
        Assert.Empty(second.Lanes);
        await first.KeepAsync();
        await second.KeepAsync();
        Assert.Equal([4, 4], new[] { first, second }.Select(process => process.Lanes.Count()));
        Assert.Empty(first.Lanes.Intersect(second.Lanes));

        await first.Leases.EndAsync(Cancellation);
        await second.KeepAsync();
        Assert.Equal(EventLaneRule.Count, second.Lanes.Count());
    }

    [Fact]
    public async Task A_lane_is_not_handed_over_while_its_events_are_on_their_way()
    {
        var first = new EventProcess(Database, "a", clock);
        await first.KeepAsync();
        first.Leases.Held[1].IsTelling = true;
        var second = new EventProcess(Database, "b", clock);
        await second.KeepAsync();
        await first.KeepAsync();
        await second.KeepAsync();
        Assert.Equal([0, 1, 2, 4, 6], first.Lanes);
        Assert.Equal([3, 5, 7], second.Lanes);
    }

    [Fact]
    public async Task A_parked_message_is_told_to_its_hub_and_one_of_no_hub_to_nobody()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.StoreAsync(rig.Message("""{"ServiceId":1,"CustomerId":-5}""", "bad", caseId: 70), rig.Message("""{"ServiceId":99}""", "lost"));
        Assert.Equal(2, (await rig.ParkedAsync()).Count);

        var told = Assert.Single(await rig.QueryAsync<string>("SELECT Body FROM Outbox WHERE EventName = 'CaseParked'"));
        Assert.Contains("""
            "hubId":1,"serviceId":1,"caseId":70,"messageKey":"bad","reason":"invalid"
            """.Trim(), told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_was_parked_for_an_unknown_service_is_told_before_the_case_that_it_becomes_in_another()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.StoreAsync(rig.Message("""{"ServiceId":99}""", "lost", caseId: 71) with { HubId = 1 });
        var parked = Assert.Single(await rig.ParkedAsync());
        Assert.Equal(("unknown-service", null), (parked.Reason, parked.ServiceId));
        await WriteAsync(session => ParkedStore.BeginRetryAsync(session, parked.ParkedId, 1, Encoding.UTF8.GetBytes("""{"ServiceId":1}""")));
        await rig.StoreAsync(rig.Message("""{"ServiceId":1}""", "lost#r1", caseId: 71) with { HubId = 1, RetryOf = parked.ParkedId });

        Assert.Equal([EventLaneRule.LaneOf(71)], await rig.QueryAsync<int>("SELECT DISTINCT PartitionId FROM Outbox WHERE CaseId = 71"));
        var process = new EventProcess(Database, "worker", clock);
        await process.KeepAsync();
        await process.NumberAllAsync();
        Assert.Equal(["CaseParked", "CaseCreated", "CaseAssigned"], await rig.QueryAsync<string>("SELECT EventName FROM Outbox WHERE CaseId = 71 ORDER BY EventNo"));
    }

    private Task AddAsync(params (int CaseId, int HubId)[] events) => WriteAsync(session => IntakeStore.AddOutboxAsync(
        session,
        [.. events.Select(entry => new OutboxRow(EventLaneRule.LaneOf(entry.CaseId), entry.HubId, entry.CaseId, "CaseUpdated", Guid.NewGuid().ToString(), "{}", Noon))]));

    private Task<List<Row>> RowsAsync() => ReadAsync(session => session.QueryAsync<Row>(Sql.Both("SELECT OutboxId, HubId, CaseId, EventNo, DispatchedAt FROM Outbox ORDER BY OutboxId")));

    private sealed record Row
    {
        public long OutboxId { get; init; }
        public int HubId { get; init; }
        public int? CaseId { get; init; }
        public long? EventNo { get; init; }
        public DateTimeOffset? DispatchedAt { get; init; }
    }
}
