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

        // Frozen first, so that it has something in hand when it dies for certain.
        var caught = await Freezing.TryAsync(slot, () => At(slot, installed, traffic).InHand() > 0);
        slot.Signal(Signals.Kill);
        await slot.UntilReplacedAsync(former, WellWithin);
        return caught ? Struck.Well : Struck.Missed("it had nothing in hand");
    }

    private Slot Slot(Installed installed, int number) => choose(installed)[number % choose(installed).Length];
}
