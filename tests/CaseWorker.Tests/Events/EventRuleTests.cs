using CaseWorker.Processing.Events;
using CaseWorker.Storage.Events;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Events;

public sealed class EventRuleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(20)]
    public void Lanes_are_dealt_out_evenly_and_each_to_one(int dispatchers)
    {
        string[] live = [.. Enumerable.Range(0, dispatchers).Select(n => $"worker-{n:00}")];
        var shares = live.Select(name => EventLaneRule.LanesOf(name, live)).ToList();
        Assert.Equal(Enumerable.Range(0, EventLaneRule.Count), shares.SelectMany(share => share).Order());
        Assert.InRange(shares.Max(share => share.Count) - shares.Min(share => share.Count), 0, 1);
    }

    [Fact]
    public void Who_is_not_alive_gets_no_lane()
    {
        Assert.Empty(EventLaneRule.LanesOf("gone", ["worker-0"]));
        Assert.Empty(EventLaneRule.LanesOf("gone", []));
    }

    // The migrations put what waits into the same lanes.
    [Fact]
    public void Lanes_follow_from_the_case_alone_for_ever() =>
        Assert.Equal([1, 2, 7, 0, 1, 7, 0], new int?[] { 1, 2, 7, 8, 9, int.MaxValue, null }.Select(EventLaneRule.LaneOf));

    [Fact]
    public void What_a_first_look_has_passed_over_is_put_before_the_later_events_of_its_case_and_nothing_else_is()
    {
        List<UnnumberedEventRow> found = [Waiting(2, 7), Waiting(5, 8), Waiting(9, 7), Waiting(20, null)];
        List<UnnumberedEventRow> again = [Waiting(1, 8), Waiting(2, 7), Waiting(3, 9), Waiting(4, null), Waiting(5, 8), Waiting(6, 7), Waiting(9, 7), Waiting(10, 8)];
        Assert.Equal([1L, 2, 5, 6, 9, 20], PassedOverEvents.AddTo(found, again).Select(row => row.OutboxId));
    }

    [Fact]
    public void Where_a_second_look_finds_nothing_new_what_was_found_stays()
    {
        List<UnnumberedEventRow> found = [Waiting(2, 7), Waiting(5, 8)];
        Assert.Equal([2L, 5], PassedOverEvents.AddTo(found, [Waiting(2, 7)]).Select(row => row.OutboxId));
        Assert.Equal([2L, 5], PassedOverEvents.AddTo(found, []).Select(row => row.OutboxId));
    }

    [Fact]
    public void No_wave_holds_two_events_of_a_case_and_each_case_keeps_its_order()
    {
        EventRow[] rows = [Event(1, 7), Event(2, 7), Event(3, 8), Event(4, null), Event(5, null), Event(6, 8), Event(7, 7)];
        var waves = EventWaves.Of(rows);
        Assert.Equal([[1L, 3, 4, 5], [2, 6], [7]], waves.Select(wave => wave.Select(row => row.OutboxId)));
    }

    private static UnnumberedEventRow Waiting(long id, int? caseId) => new() { OutboxId = id, HubId = 1, CaseId = caseId, EventName = "CaseUpdated" };

    private static EventRow Event(long id, int? caseId) => new()
    {
        OutboxId = id,
        HubId = 1,
        CaseId = caseId,
        EventName = "CaseCreated",
        MessageId = $"m{id}",
        Body = "{}",
        CreatedAt = StorageRows.Noon,
        EventNo = id,
    };
}
