using CaseWorker.IntegrationTests.Chaos.Plant;
using CaseWorker.IntegrationTests.Chaos.Producers;
using CaseWorker.IntegrationTests.Chaos.Proxy;

namespace CaseWorker.IntegrationTests.Chaos.Faults;

/// <summary>Something happens to the connections between one process and the broker.</summary>
internal sealed class BrokenNetwork(string kind, (double From, double To) seconds, Action<BrokerProxy> hurt) : Fault(kind)
{
    public override (double From, double To) Seconds => seconds;

    public override Aim AimAt(Installed installed, Traffic traffic, int number) => At(Slot(installed, number), installed, traffic);

    public override async Task<Struck> StrikeAsync(Installed installed, Traffic traffic, int number, TimeSpan lasts)
    {
        var slot = Slot(installed, number);
        hurt(slot.Proxy);
        await Task.Delay(lasts);
        slot.Proxy.Pass();
        await slot.UntilReplacedAsync(null, WellWithin);
        return Struck.Well;
    }

    // Workers have more to lose, gateways more to promise: three of the one, two of the other.
    private static Slot Slot(Installed installed, int number) => number % 5 is var place && place < 3 ? installed.Workers[place] : installed.Gateways[place - 3];
}
