using CaseWorker.Processing.Partitions;
using Xunit;

namespace CaseWorker.Tests.Partitions;

public sealed class SeatRuleTests
{
    private static readonly Seat Away = Seat.Away;
    private static readonly Seat Subscribed = new(SeatState.Subscribed, 1, null, false);
    private static readonly Seat Holding = new(SeatState.Holding, 2, null, false);
    private static readonly Seat Front = new(SeatState.Front, 3, null, false);
    private static readonly Seat BehindFront = new(SeatState.Subscribed, 4, 3, false);

    [Fact]
    public void The_wanted_one_subscribes_whatever_the_others_do()
    {
        Assert.Equal(SeatStep.Subscribe, Wanted(Away));
        Assert.Equal(SeatStep.Subscribe, Wanted(Away, Holding, Subscribed));
        Assert.Equal(SeatStep.Subscribe, Wanted(Away, Front));
    }

    [Fact]
    public void The_wanted_one_is_in_front_once_all_others_are_away()
    {
        Assert.Equal(SeatStep.BeFront, Wanted(Subscribed));
        Assert.Equal(SeatStep.BeFront, Wanted(Holding, Away, Away));
        Assert.Equal(SeatStep.Stay, Wanted(Subscribed, Away, BehindFront));
        Assert.Equal(SeatStep.Stay, Wanted(Front, BehindFront, Away));
    }

    [Fact]
    public void Others_let_go_when_the_wanted_one_has_subscribed_and_the_holder_goes_last()
    {
        Assert.Equal(SeatStep.LetGo, Other(Subscribed, Subscribed));
        Assert.Equal(SeatStep.LetGo, Other(Subscribed, Subscribed, Holding));
        Assert.Equal(SeatStep.Stay, Other(Holding, Subscribed, Subscribed, Away));
        Assert.Equal(SeatStep.LetGo, Other(Holding, Subscribed, Away));
        Assert.Equal(SeatStep.LetGo, Other(Front, Subscribed));
        Assert.Equal(SeatStep.Stay, Other(Away, Subscribed));
    }

    [Fact]
    public void Two_that_both_think_they_hold_do_not_wait_for_each_other() => Assert.Equal(SeatStep.LetGo, Other(Holding, Subscribed, Front));

    [Fact]
    public void Others_stand_behind_the_front_of_now()
    {
        Assert.Equal(SeatStep.Subscribe, Other(Away, Front));
        Assert.Equal(SeatStep.Stay, Other(BehindFront, Front));
        Assert.Equal(SeatStep.LetGo, Other(BehindFront with { Behind = 99 }, Front));
        Assert.Equal(SeatStep.LetGo, Other(Subscribed, Front));
    }

    [Fact]
    public void A_holder_before_the_front_does_not_wait_for_those_behind_it() => Assert.Equal(SeatStep.LetGo, Other(Holding, Front, BehindFront));

    [Fact]
    public void Nobody_moves_for_a_wanted_one_that_is_not_there()
    {
        Assert.Equal(SeatStep.Stay, Other(Holding, Away));
        Assert.Equal(SeatStep.Stay, Other(BehindFront, Away));
        Assert.Equal(SeatStep.Stay, Other(Away, Away));
        Assert.Equal(SeatStep.Subscribe, SeatRule.Next("me", Away, "wanted", new Dictionary<string, Seat>(), isWantedMissing: true));
    }

    private static SeatStep Wanted(Seat own, params Seat[] others) => SeatRule.Next("me", own, "me", Named(others), isWantedMissing: false);

    private static SeatStep Other(Seat own, Seat wanted, params Seat[] others) =>
        SeatRule.Next("me", own, "wanted", new Dictionary<string, Seat>(Named(others)) { ["wanted"] = wanted }, isWantedMissing: false);

    private static Dictionary<string, Seat> Named(Seat[] seats) => seats.Select((seat, place) => (seat, place)).ToDictionary(each => $"other{each.place}", each => each.seat);
}
