using CaseWorker.IntegrationTests.Chaos.Plant;
using CaseWorker.IntegrationTests.Chaos.Producers;

namespace CaseWorker.IntegrationTests.Chaos.Faults;

/// <summary>A worker is frozen inside a transaction, so that nobody else can write either.</summary>
internal sealed class FrozenWriter() : Fault("SIGSTOP worker that has the write lock")
{
    public override (double From, double To) Seconds => (5, 9);

    public override Aim AimAt(Installed installed, Traffic traffic, int number) =>
        At(Worker(installed, number), installed, traffic) is var aim ? aim with { Touches = [.. aim.Touches, DatabaseItself] } : aim;

    public override async Task<Struck> StrikeAsync(Installed installed, Traffic traffic, int number, TimeSpan lasts)
    {
        var worker = Worker(installed, number);
        var caught = await Freezing.TryAsync(worker, () => worker.Id is { } id && WriteLock.IsHeldBy(id));
        await Task.Delay(lasts);
        var red = (await Task.WhenAll(installed.All.Where(slot => slot != worker).Select(slot => slot.IsReadyAsync()))).Count(isReady => !isReady);
        worker.Signal(Signals.Continue);
        foreach (var slot in installed.All)
            await slot.UntilReplacedAsync(null, WellWithin);

        return caught ? new Struck(true, $"{red} others were red, and green again by themselves") : Struck.Missed("it never had the write lock");
    }

    private static Slot Worker(Installed installed, int number) => installed.Workers[number % installed.Workers.Length];
}
