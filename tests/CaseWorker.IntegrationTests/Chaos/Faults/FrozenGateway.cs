using CaseWorker.IntegrationTests.Chaos.Plant;
using CaseWorker.IntegrationTests.Chaos.Producers;

namespace CaseWorker.IntegrationTests.Chaos.Faults;

/// <summary>A gateway is frozen while the broker owes it a confirm.</summary>
internal sealed class FrozenGateway() : Fault("SIGSTOP gateway with a publish under way")
{
    public override (double From, double To) Seconds => (6, 14);

    public override Aim AimAt(Installed installed, Traffic traffic, int number) => At(Gateway(installed, number), installed, traffic);

    public override async Task<Struck> StrikeAsync(Installed installed, Traffic traffic, int number, TimeSpan lasts)
    {
        var gateway = Gateway(installed, number);
        var caught = await Freezing.TryAsync(gateway, () => gateway.Proxy.Unconfirmed > 0);
        gateway.Signal(Signals.Stop);
        await Task.Delay(lasts);
        gateway.Signal(Signals.Continue);
        await gateway.UntilReplacedAsync(null, WellWithin);
        return caught ? Struck.Well : Struck.Missed("no publish was under way");
    }

    private static Slot Gateway(Installed installed, int number) => installed.Gateways[number % installed.Gateways.Length];
}
