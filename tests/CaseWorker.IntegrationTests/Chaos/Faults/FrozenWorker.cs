using CaseWorker.IntegrationTests.Chaos.Plant;
using CaseWorker.IntegrationTests.Chaos.Producers;

namespace CaseWorker.IntegrationTests.Chaos.Faults;

/// <summary>A zombie: a worker is frozen until the broker has given it up, and then goes on with what it had in hand.</summary>
internal sealed class FrozenWorker() : Fault("SIGSTOP worker past the heartbeat")
{
    public override (double From, double To) Seconds => (0.5, 3);

    public override Aim AimAt(Installed installed, Traffic traffic, int number) => At(Worker(installed, number), installed, traffic);

    public override async Task<Struck> StrikeAsync(Installed installed, Traffic traffic, int number, TimeSpan lasts)
    {
        var worker = Worker(installed, number);
        var caught = await Freezing.TryAsync(worker, () => worker.Proxy.Unacknowledged > 0);
        worker.Signal(Signals.Stop);
        try
        {
            await Processes.Eventually.HoldsAsync(() => Task.FromResult(worker.Proxy.Links == 0), WellWithin, () => "The broker must give a silent worker up.");
            await Task.Delay(lasts);
        }
        finally
        {
            worker.Signal(Signals.Continue);
        }

        await worker.UntilReplacedAsync(null, WellWithin);
        return caught ? Struck.Well : Struck.Missed("it had nothing in hand");
    }

    private static Slot Worker(Installed installed, int number) => installed.Workers[number % installed.Workers.Length];
}
