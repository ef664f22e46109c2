using CaseWorker.IntegrationTests.Chaos.Plant;
using CaseWorker.IntegrationTests.Chaos.Producers;

namespace CaseWorker.IntegrationTests.Chaos.Faults;

/// <summary>A scheduler stands still while the other one goes on, and then goes on too.</summary>
internal sealed class FrozenScheduler() : Fault("SIGSTOP scheduler")
{
    public override (double From, double To) Seconds => (2, 6);

    public override Aim AimAt(Installed installed, Traffic traffic, int number) => At(Scheduler(installed, number), installed, traffic);

    public override async Task<Struck> StrikeAsync(Installed installed, Traffic traffic, int number, TimeSpan lasts)
    {
        var scheduler = Scheduler(installed, number);
        scheduler.Signal(Signals.Stop);
        await Task.Delay(lasts);
        scheduler.Signal(Signals.Continue);
        await scheduler.UntilReplacedAsync(null, WellWithin);
        return Struck.Well;
    }

    private static Slot Scheduler(Installed installed, int number) => installed.Schedulers[number % installed.Schedulers.Length];
}
