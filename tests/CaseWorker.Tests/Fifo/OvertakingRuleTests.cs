using CaseWorker.Processing.Fifo;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Fifo;

public sealed class OvertakingRuleTests
{
    [Fact]
    public void A_line_served_in_its_order_overtakes_nobody() =>
        Assert.Empty(Find([Wait(1, 0, 9), Wait(2, 1, 9), Wait(3, 2, 12), Wait(4, 10, null)], [Served(1, 9), Served(2, 9), Served(3, 12)]));

    [Fact]
    public void A_case_that_came_before_anybody_waited_overtook_nobody() =>
        Assert.Empty(Find([Wait(1, 5, null) with { IsFromStoring = false }], [Served(2, 3)]));

    [Fact]
    public void A_case_served_before_an_older_one_is_told_with_both_and_the_reason()
    {
        var found = Assert.Single(Find([Wait(1, 0, 9), Wait(2, 1, 5)], [Served(1, 9), Served(2, 5)]));

        Assert.Equal((1, 2, 102, 1, 1, 101), (found.ServiceId, found.Sequence, found.CaseId, found.OlderServiceId, found.OlderSequence, found.OlderCaseId));
        Assert.Contains("(line), while the older case 101 of service 1 stood in the line of department 10 since", found.Reason, StringComparison.Ordinal);
        Assert.Contains("got one at", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_served_while_an_older_one_still_waits_is_told() =>
        Assert.Contains("still waits", Assert.Single(Find([Wait(1, 0, null)], [Served(2, 5)])).Reason, StringComparison.Ordinal);

    [Fact]
    public void The_line_is_the_departments_and_not_the_services()
    {
        var found = Assert.Single(Find([Wait(1, 0, null, serviceId: 7)], [Served(2, 5)]));

        Assert.Equal((7, 1), (found.OlderServiceId, found.OlderSequence));
    }

    [Fact]
    public void A_released_case_has_its_old_place_again() =>
        Assert.Equal([3], Find([Wait(1, 10, 20) with { IsFromStoring = false }], [Served(2, 5), Served(3, 15), Served(4, 25)]).Select(found => found.Sequence));

    [Fact]
    public void A_younger_case_that_waits_is_not_overtaken() =>
        Assert.Empty(Find([Wait(3, 0, null) with { IsFromStoring = false }], [Served(2, 5)]));

    [Fact]
    public void Each_one_that_overtakes_is_told_with_the_oldest() =>
        Assert.Equal([(3, 1), (4, 1)], Find([Wait(1, 0, 30), Wait(2, 0, 30)], [Served(3, 5), Served(4, 7), Served(5, 30)]).Select(found => ((int)found.Sequence, (int)found.OlderSequence)));

    [Fact]
    public void In_one_instant_only_the_sequence_of_a_service_tells_who_came_first()
    {
        Assert.Single(Find([Wait(1, 5, null)], [Served(2, 5)]));
        Assert.Empty(Find([Wait(1, 5, null, serviceId: 7)], [Served(2, 5)]));
        Assert.Empty(Find([Wait(1, 5, null) with { IsFromStoring = false }], [Served(2, 5)]));
    }

    [Fact]
    public void Clocks_of_two_schedulers_may_differ_by_a_second()
    {
        Assert.Empty(Find([Wait(1, 0, 6)], [Served(2, 5)]));
        Assert.Single(Find([Wait(1, 0, 7)], [Served(2, 5)]));
    }

    [Fact]
    public void A_long_night_is_gone_through_once()
    {
        var waits = Enumerable.Range(1, 100_000).Select(sequence => Wait(sequence, 0, 10 + (sequence / 500)));
        var servings = Enumerable.Range(1, 100_000).Select(sequence => Served(sequence, 10 + (sequence / 500)));

        Assert.Empty(Find(waits, servings));
    }

    private static List<Overtaking> Find(IEnumerable<LineWait> waits, IEnumerable<LineServing> servings) =>
        [.. OvertakingRule.Find(waits, servings).Select(found => OvertakingRule.Tell(found.Newer, found.Older))];

    private static LineWait Wait(int sequence, int from, int? until, int serviceId = 1) =>
        new(StorageRows.DepartmentId, Place(sequence, serviceId), sequence + 100, Second(from), until is { } at ? Second(at) : null, IsFromStoring: true);

    private static LineServing Served(int sequence, int at) => new(StorageRows.DepartmentId, Place(sequence, 1), sequence + 100, Second(at), "line");

    private static LinePlace Place(int sequence, int serviceId) => new(StorageRows.Noon.AddMilliseconds(sequence), serviceId, sequence);

    private static DateTimeOffset Second(int second) => StorageRows.Noon.AddSeconds(second);
}
