using Xunit;

namespace CaseWorker.Tests.Simulation;

/// <summary>The checker can fail: each design that is known to be wrong is found out, within a few seeds.</summary>
public sealed class WrongDesignTests(ITestOutputHelper output)
{
    private const int FewSeeds = 1000;
    private const int ManySeeds = 20_000;

    private static readonly Dictionary<string, Design> Wrong = new()
    {
        ["a message that is acknowledged before the commit"] = new Design { AckBeforeCommit = true },
        ["a commit that counts although its answer is lost"] = new Design { TrustsLostCommits = true },
        ["an acknowledgement for the last of a batch only"] = new Design { AcknowledgesOne = true },
        ["a buffer that outlives its channel"] = new Design { KeepsBuffer = true },
        ["an epoch that outlives its channel"] = new Design { EpochOfProcess = true },
        ["concurrent dispatch"] = new Design { ConcurrentDispatch = true },
        ["workers that never step aside"] = new Design { NobodyLetsGo = true },
        ["held messages that are never tried alone"] = new Design { HeldNeverAlone = true },
        ["held messages that are overtaken"] = new Design { IgnoresHeld = true },
        ["no epoch check"] = new Design { EpochCheck = false },
        ["no key check"] = new Design { KeyCheck = false },
        ["one source for all generations of a publisher"] = new Design { OneSourceForAllGenerations = true },
        ["a router that acknowledges what is not confirmed"] = new Design { RouterAcksUnconfirmed = true },
        ["a router that forgets which keys it gave"] = new Design { RouterForgetsKeys = true },
        ["a router that takes messages as they are dispatched"] = new Design { RouterIgnoresTags = true },
    };

    // Wrong only when several things come together, so found by few seeds.
    private static readonly Dictionary<string, Design> SeldomWrong = new()
    {
        ["a router that hands on without its turn"] = new Design { RouterTurns = false, ByHandOnly = true },
        ["a router that takes its turn after its channel's end"] = new Design { RouterAsksBroker = false, ByHandOnly = true },
        ["lanes that try suspicious messages side by side"] = new Design { AttemptsSideBySide = true },
    };

    // Found by this simulation: settings that the product must not meet.
    private static readonly Dictionary<string, (Design Design, int Seeds)> Beyond = new()
    {
        ["consumers of one queue with unequal prefetch"] = (new Design { UnequalPrefetch = true }, FewSeeds),
        ["consumers of one queue with unequal prefetch, on 4.x"] = (new Design { UnequalPrefetch = true, RabbitMq4 = true }, FewSeeds),
        ["queues that refuse single messages of a run"] = (new Design { QueuesRefuse = true }, 2000),
    };

    public static TheoryData<string> WrongNames => [.. Wrong.Keys];

    public static TheoryData<string> SeldomWrongNames => [.. SeldomWrong.Keys];

    public static TheoryData<string> BeyondNames => [.. Beyond.Keys];

    [Fact]
    public void Finding_1_a_graceful_stop_by_basic_cancel() => MustBeFound("cancel", new Design { StopByCancel = true }, FewSeeds);

    [Fact]
    public void Finding_1_with_one_message_at_a_time() => MustBeFound("cancel, prefetch 1", new Design { StopByCancel = true, Prefetch = 1 }, FewSeeds);

    [Fact]
    public void Finding_2_without_a_delivery_limit_nacked_messages_go_to_the_back() =>
        MustBeFound("nack to the back", new Design { NackOnFailure = true, DeliveryLimit = false, Prefetch = 1 }, FewSeeds);

    [Fact]
    public void Finding_2_is_about_the_limit_with_one_message_at_a_time_and_a_limit_nacking_keeps_the_order() =>
        Assert.Empty(Seeds.Run(1, FewSeeds, new Design { NackOnFailure = true, Prefetch = 1 }));

    [Fact]
    public void Finding_3_a_nack_while_more_messages_are_at_the_consumer() => MustBeFound("nack", new Design { NackOnFailure = true }, FewSeeds);

    [Fact]
    public void Finding_3_on_version_4() => MustBeFound("nack, 4.x", new Design { NackOnFailure = true, RabbitMq4 = true }, FewSeeds);

    [Theory]
    [MemberData(nameof(WrongNames))]
    public void Is_found_out(string name) => MustBeFound(name, Wrong[name], FewSeeds);

    [Theory]
    [MemberData(nameof(SeldomWrongNames))]
    public void Is_found_out_in_the_end(string name) => MustBeFound(name, SeldomWrong[name], ManySeeds);

    [Theory]
    [MemberData(nameof(BeyondNames))]
    public void Is_beyond_what_can_be_borne(string name) => MustBeFound(name, Beyond[name].Design, Beyond[name].Seeds);

    private void MustBeFound(string name, Design design, int seeds)
    {
        var found = Seeds.FindFirst(seeds, design);
        Assert.NotNull(found);
        output.WriteLine($"{name}: seed {found.Value.Seed}: {found.Value.Violation}");
    }
}
