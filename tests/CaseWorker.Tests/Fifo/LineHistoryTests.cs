using CaseWorker.Processing.Fifo;
using CaseWorker.Storage.Fifo;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Fifo;

public sealed class LineHistoryTests
{
    [Fact]
    public void A_case_that_got_a_rep_when_it_was_stored_waited_never()
    {
        var (waits, servings) = LineHistory.Of([Decision(1, 0, 100, "intake")]);
        Assert.Empty(waits);
        Assert.Equal((Second(0), "intake"), Assert.Single(servings) is var served ? (served.At, served.Cause) : default);
    }

    [Fact]
    public void A_case_waits_from_its_storing_until_the_line_is_served()
    {
        var (waits, servings) = LineHistory.Of([Decision(2, 9, 100, "line"), Decision(1, 0, null, "joined-line")]);
        Assert.Equal((Second(0), Second(9), true), Assert.Single(waits) is var wait ? (wait.From, wait.Until, wait.IsFromStoring) : default);
        Assert.Equal(Second(9), Assert.Single(servings).At);
    }

    [Fact]
    public void A_released_case_waits_again_with_its_old_place()
    {
        var (waits, servings) = LineHistory.Of([Decision(1, 0, 100, "intake"), Decision(2, 5, null, "released-out-of-office"), Decision(3, 9, 101, "line")]);
        Assert.Equal((Second(5), Second(9), false, 1L), Assert.Single(waits) is var wait ? (wait.From, wait.Until, wait.IsFromStoring, wait.Place.Sequence) : default);
        Assert.Equal([Second(0), Second(9)], servings.Select(served => served.At));
    }

    [Fact]
    public void A_case_that_stands_in_the_line_waits_still() =>
        Assert.Null(Assert.Single(LineHistory.Of([Decision(1, 0, null, "joined-line") with { Waiting = true }]).Waits).Until);

    [Fact]
    public void A_case_that_waits_without_any_decision_waits_since_it_was_stored() =>
        Assert.Equal(Second(0), Assert.Single(LineHistory.Of([Decision(1, 0, null, "") with { Ordinal = null, At = null, Cause = null, Waiting = true }]).Waits).From);

    [Fact]
    public void A_case_that_was_closed_while_it_waited_tells_nothing() => Assert.Empty(LineHistory.Of([Decision(1, 0, null, "joined-line")]).Waits);

    [Theory]
    [InlineData("manual")]
    [InlineData("transfer")]
    [InlineData("reopened")]
    [InlineData("requested")]
    [InlineData("joined-line")]
    [InlineData("something newer")]
    public void What_was_decided_before_a_case_may_have_changed_its_department_tells_nothing_of_this_line(string cause)
    {
        var (waits, servings) = LineHistory.Of([Decision(1, 0, null, "joined-line"), Decision(2, 3, 100, "line"), Decision(3, 5, 101, cause)]);
        Assert.Empty(waits);
        Assert.Empty(servings);
    }

    [Theory]
    [InlineData("transfer")]
    [InlineData("joined-line")]
    public void A_case_that_came_into_the_line_by_transfer_waits_since_then(string cause)
    {
        var (waits, servings) = LineHistory.Of([Decision(1, 0, 100, "intake"), Decision(2, 5, null, cause), Decision(3, 9, 101, "line")]);
        Assert.Equal((Second(5), Second(9), false), Assert.Single(waits) is var wait ? (wait.From, wait.Until, wait.IsFromStoring) : default);
        Assert.Equal([Second(9)], servings.Select(served => served.At));
    }

    private static DateTimeOffset Second(int second) => StorageRows.Noon.AddSeconds(second);

    private static DecisionRow Decision(int ordinal, int second, int? repId, string cause) => new()
    {
        ServiceId = 1,
        Sequence = 1,
        CaseId = 101,
        DepartmentId = StorageRows.DepartmentId,
        StoredAt = StorageRows.Noon,
        Ordinal = ordinal,
        At = Second(second),
        RepId = repId,
        Cause = cause,
    };
}
