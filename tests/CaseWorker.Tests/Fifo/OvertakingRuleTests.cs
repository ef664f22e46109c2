using CaseWorker.Processing.Fifo;
using CaseWorker.Storage.Fifo;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Fifo;

public sealed class OvertakingRuleTests
{
    [Fact]
    public void Cases_served_in_their_order_overtake_nobody() => AssertNone(Served(1, 0), Served(2, 5), Served(3, 5), Served(4, 9), Waits(5), Waits(6));

    [Fact]
    public void A_case_served_before_an_older_one_was_is_told_with_both()
    {
        var found = Assert.Single(new OvertakingRule(1).Check([Served(1, 0), Served(2, 9), Served(3, 5)]));

        Assert.Equal((3, 103, 2, 102), (found.Sequence, found.CaseId, found.OlderSequence, found.OlderCaseId));
        Assert.Contains("waited until", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_served_while_an_older_one_still_waits_is_told()
    {
        var found = Assert.Single(new OvertakingRule(1).Check([Waits(1), Served(2, 5)]));

        Assert.Equal(1, found.OlderSequence);
        Assert.Contains("still waits", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_one_that_overtakes_is_told() =>
        Assert.Equal([2, 3], new OvertakingRule(1).Check([Served(1, 9), Served(2, 5), Served(3, 7), Served(4, 9)]).Select(found => found.Sequence));

    [Fact]
    public void Cases_of_another_department_do_not_stand_in_the_same_line() => AssertNone(Waits(1), Served(2, 5) with { DepartmentId = 20 });

    [Fact]
    public void Who_was_given_by_hand_has_not_overtaken() => AssertNone(Waits(1), Served(2, 5) with { Cause = "manual" });

    [Fact]
    public void A_case_without_rep_that_stands_in_no_line_is_not_overtaken() => AssertNone(Waits(1) with { Waiting = false }, Served(2, 5));

    [Fact]
    public void Pages_are_joined()
    {
        var rule = new OvertakingRule(1);

        Assert.Empty(rule.Check([Served(1, 9)]));
        Assert.Single(rule.Check([Served(2, 5)]));
    }

    private static void AssertNone(params FirstAssignmentRow[] rows) => Assert.Empty(new OvertakingRule(1).Check(rows));

    private static FirstAssignmentRow Waits(long sequence) =>
        new() { Sequence = sequence, CaseId = (int)sequence + 100, DepartmentId = StorageRows.DepartmentId, Waiting = true };

    private static FirstAssignmentRow Served(long sequence, int second) =>
        Waits(sequence) with { Waiting = false, At = StorageRows.Noon.AddSeconds(second), Cause = "line" };
}
