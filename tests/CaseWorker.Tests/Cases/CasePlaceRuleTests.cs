using CaseWorker.Processing.Cases;
using CaseWorker.Storage.Cases;
using Xunit;

namespace CaseWorker.Tests.Cases;

public sealed class CasePlaceRuleTests
{
    private const int Hub = 1;

    [Theory]
    [InlineData("queued")]
    [InlineData("held")]
    [InlineData("retrying")]
    public void What_waits_to_be_stored_is_on_its_way_however_old_its_block_is(string place) =>
        Assert.IsType<CaseAnswer.OnItsWay>(Answer(mayBeQueued: false, Place(place)));

    [Fact]
    public void A_parked_message_is_told_by_its_id() =>
        Assert.Equal(new CaseAnswer.Parked(7), Answer(mayBeQueued: true, Place("parked") with { ParkedId = 7 }));

    [Theory]
    [InlineData("case")]
    [InlineData("tombstone")]
    [InlineData("parked")]
    [InlineData("held")]
    [InlineData("queued")]
    [InlineData("retrying")]
    public void What_is_another_hubs_is_not_on_its_way_however_young_its_block_is(string place)
    {
        var theirs = Place(place) with { HubId = 2, ParkedId = 7 };
        Assert.Null(Answer(mayBeQueued: true, theirs));
        Assert.Null(Answer(mayBeQueued: false, theirs));
    }

    [Fact]
    public void A_parked_message_of_no_hub_is_no_hubs_business() =>
        Assert.Null(Answer(mayBeQueued: true, Place("parked") with { HubId = null, ParkedId = 7 }));

    [Fact]
    public void A_deleted_case_is_unknown() => Assert.IsType<CaseAnswer.Unknown>(Answer(mayBeQueued: true, Place("tombstone")));

    [Fact]
    public void A_discarded_message_is_unknown() => Assert.Null(Answer(mayBeQueued: true, Place("discarded") with { ParkedId = 7 }));

    [Fact]
    public void A_stored_case_wins_over_the_parked_message_it_came_from() =>
        Assert.Null(Answer(mayBeQueued: true, Place("parked") with { ParkedId = 7 }, Place("case")));

    [Fact]
    public void An_id_found_nowhere_is_on_its_way_while_its_block_is_young()
    {
        Assert.IsType<CaseAnswer.OnItsWay>(Answer(mayBeQueued: true));
        Assert.Null(Answer(mayBeQueued: false));
    }

    private static CaseAnswer? Answer(bool mayBeQueued, params CasePlaceRow[] places) => CasePlaceRule.Answer(places, Hub, mayBeQueued);

    private static CasePlaceRow Place(string place) => new() { CaseId = 1, Place = place, HubId = Hub };
}
