using CaseWorker.IntegrationTests.Chaos.Plant;
using CaseWorker.IntegrationTests.Chaos.Producers;

namespace CaseWorker.IntegrationTests.Chaos.Faults;

/// <summary>kill -9 of one process.</summary>
internal sealed class KilledProcess(string role, Func<Installed, Slot[]> choose) : Fault($"kill -9 {role}")
{
    public override Aim AimAt(Installed installed, Traffic traffic, int number) => At(Slot(installed, number), installed, traffic);

    public override async Task<Struck> StrikeAsync(Installed installed, Traffic traffic, int number, TimeSpan lasts)
    {
        var slot = Slot(installed, number);
        var former = slot.Id;
        slot.Signal(Signals.Kill);
        await slot.UntilReplacedAsync(former, WellWithin);
        return Struck.Well;
    }

    private Slot Slot(Installed installed, int number) => choose(installed)[number % choose(installed).Length];
}
