using Xunit;

namespace CaseWorker.IntegrationTests.EndToEnd.Invariants;

/// <summary>Each invariant finds what it is for, and nothing where all is well. Those that <see cref="AuditTests"/> has are not repeated.</summary>
public sealed class InvariantTests
{
    private readonly Evidence well = new()
    {
        Sent = [.. Enumerable.Range(1, 600).Select(n => new Sent("a", n, 1, n))],
        Stored = [.. Enumerable.Range(1, 600).Select(n => new StoredCase { CaseId = n, ServiceId = 1, DepartmentId = 10, Sequence = n, RepId = RepOf(n), ExtRef = $"a/{n}", Source = "g", SourceN = n, Worker = "w", StoredAt = n })],
        Members = new[] { 100, 101, 102 }.ToLookup(_ => 10, rep => rep),
        Poison = [new SentPoison("bad/1", "malformed-json"), new SentPoison("bad/2", "too-large", IsAccepted: false)],
        Parked = [new ParkedRow { MessageKey = "bad/1", Reason = "malformed-json" }],
        Decided = [.. Enumerable.Range(1, 600).Select(n => Decision(n, RepOf(n)))],
        Witnessed = [.. Enumerable.Range(1, 600).Select(n => Seen(n))],
    };

    [Fact]
    public void Nothing_is_found_where_all_is_well() => Assert.Empty(Proof.Violations(well, Proof.OfIntake));

    [Fact]
    public void Two_workers_on_one_partition_are_found_by_owner_epoch_and_clock()
    {
        var rows = well.Witnessed.ToArray();
        rows[9] = Seen(10) with { Worker = "former" };
        rows[19] = Seen(20) with { Epoch = 0 };
        rows[29] = Seen(30) with { StoredAt = 1 };
        Assert.Equal(
            [
                "case 10 was stored by former while w had partition 3",
                "case 20 was stored in epoch 0 of partition 3, after epoch 1",
                "case 30 says it was stored before case 29, which was committed before it in partition 3",
            ],
            Found<IntervalsApart>(well with { Witnessed = rows }));
        Assert.Equal(["only 599 of 600 cases were seen"], Found<IntervalsApart>(well with { Witnessed = rows[..0].Concat(well.Witnessed.Skip(1)).ToList() }));
    }

    [Fact]
    public void A_rep_who_was_not_eligible_or_not_drawn_is_found()
    {
        var rows = well.Decided.ToArray();
        rows[0] = Decision(1, 100) with { Eligible = "[101,102]", DrawOf = 2 };
        rows[1] = Decision(2, 101) with { DrawIndex = 0 };
        Assert.Equal(
            ["case 1 of department 10 was given to 100, eligible were [101,102]", "case 2 was given to 101, drawn was place 0 of 3 among [100,101,102]"],
            Found<DecisionsFair>(well with { Decided = rows }));
    }

    [Fact]
    public void Draws_that_prefer_somebody_are_found() =>
        Assert.Contains("not uniform", Assert.Single(Found<DecisionsFair>(well with { Decided = [.. Enumerable.Range(1, 600).Select(n => Decision(n, n % 2 == 0 ? 100 : RepOf(n)))] })), StringComparison.Ordinal);

    [Fact]
    public void Events_that_are_lost_made_up_out_of_order_or_share_an_id_are_found()
    {
        EventRow[] happened = [Event(1, 7, "CaseCreated"), Event(2, 8, "CaseCreated"), Event(3, 7, "CaseAssigned"), Event(4, 7, "CaseClosed")];
        Assert.Empty(Found<EventsTold>(well with { Happened = happened, Heard = ["2", "1", "3", "4"] }));
        Assert.Equal(
            ["CaseCreated of case 8 was never told", "the event 9 was told, and nothing of it happened", "CaseAssigned of case 7 was told before its CaseCreated"],
            Found<EventsTold>(well with { Happened = happened, Heard = ["3", "9", "1", "4"] }));
        Assert.Contains("2 events have the id 4", Found<EventsTold>(well with { Happened = [.. happened, Event(5, 8, "CaseClosed") with { MessageId = "4" }], Heard = ["1", "2", "3", "4"] }));

        static EventRow Event(long id, int caseId, string name) => new() { OutboxId = id, CaseId = caseId, EventName = name, MessageId = $"{id}" };
    }

    [Fact]
    public void Poison_that_is_not_parked_and_parked_messages_that_are_no_poison_are_found()
    {
        var parked = new[] { new ParkedRow { MessageKey = "a/1", Reason = "crash-loop" }, new ParkedRow { MessageKey = "bad/2", Reason = "too-large" }, new ParkedRow { MessageKey = "bad/2", Reason = "too-large" } };
        Assert.Equal(
            ["poison bad/1 is not parked as malformed-json", "a/1 is parked as crash-loop, 1 times, and was no such poison", "poison bad/2 is parked 2 times as too-large"],
            Found<OnlyPoisonParked>(well with { Parked = parked }));
    }

    [Fact]
    public void What_was_seen_amiss_is_told() => Assert.Equal(["a gateway answered 500"], Found<NothingSeenAmiss>(well with { Observed = ["a gateway answered 500"] }));

    [Fact]
    public void A_stage_that_is_missing_double_or_out_of_order_is_found()
    {
        string[] all = ["pre", "due", "post"];
        Assert.Equal(
            [
                "the stages of case 1 were recorded as pre, post", "the stages of case 2 were noted as pre, due, due, post", "the stages of case 3 were told as due, pre, post",
                "the stages of case 4 were told as nothing",
            ],
            Found<StagesOnce>(well with { Due = [new(1, ["pre", "post"], all, all), new(2, all, ["pre", "due", "due", "post"], all), new(3, all, all, ["due", "pre", "post"]), new(4, all, all, []), new(5, all, all, all)] }));
    }

    private static IEnumerable<string> Found<TInvariant>(Evidence evidence)
        where TInvariant : Invariant, new() => new TInvariant().Violations(evidence);

    private static int RepOf(int n) => 100 + (n % 3);

    private static DecidedRow Decision(int caseId, int rep) => new()
    {
        CaseId = caseId,
        DepartmentId = 10,
        Strategy = "random",
        RepId = rep,
        DrawIndex = rep - 100,
        DrawOf = 3,
        Eligible = "[100,101,102]",
    };

    private static WitnessRow Seen(int n) => new() { PartitionId = 3, Epoch = 1, Owner = "w", Worker = "w", CaseId = n, StoredAt = n };
}
