using System.Diagnostics;
using CaseWorker.IntegrationTests.Chaos.Plant;
using CaseWorker.IntegrationTests.Chaos.Producers;

namespace CaseWorker.IntegrationTests.Chaos.Faults;

/// <summary>SIGTERM to one worker after the other, each when the one before is back.</summary>
internal sealed class RolledWorkers() : Fault("rolling SIGTERM of all workers")
{
    private static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(30);

    public override Aim AimAt(Installed installed, Traffic traffic, int number) => AtAll("all workers", installed, [.. installed.Workers.Select(worker => worker.Name)]);

    public override async Task<Struck> StrikeAsync(Installed installed, Traffic traffic, int number, TimeSpan lasts)
    {
        var longest = TimeSpan.Zero;
        foreach (var worker in installed.Workers)
        {
            var former = worker.Id;
            var watch = Stopwatch.StartNew();
            worker.Signal(Signals.Terminate);
            try
            {
                await Processes.Eventually.HoldsAsync(() => Task.FromResult(worker.Id != former), LeaveWithin, () => $"{worker.Name} must leave after SIGTERM.");
            }
            catch (TimeoutException)
            {
                // As those who run it would.
                worker.Signal(Signals.Kill);
                throw;
            }

            longest = watch.Elapsed > longest ? watch.Elapsed : longest;
            await worker.UntilReplacedAsync(former, WellWithin);
        }

        return new Struck(true, $"the slowest left after {longest.TotalSeconds:F1} s");
    }
}
