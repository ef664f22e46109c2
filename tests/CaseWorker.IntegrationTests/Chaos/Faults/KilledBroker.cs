using CaseWorker.IntegrationTests.Chaos.Plant;
using CaseWorker.IntegrationTests.Chaos.Producers;

namespace CaseWorker.IntegrationTests.Chaos.Faults;

/// <summary>kill -9 of the broker, and its restart.</summary>
internal sealed class KilledBroker() : Fault("kill -9 broker")
{
    public override (double From, double To) Seconds => (0, 3);

    public override Aim AimAt(Installed installed, Traffic traffic, int number) => AtAll("broker", installed, BrokerItself);

    public override async Task<Struck> StrikeAsync(Installed installed, Traffic traffic, int number, TimeSpan lasts)
    {
        await installed.Broker.KillAsync();
        await Task.Delay(lasts);
        await installed.Broker.StartAsync();
        return Struck.Well;
    }
}
