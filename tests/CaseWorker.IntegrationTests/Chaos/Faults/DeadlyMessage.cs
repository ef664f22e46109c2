using System.Text;
using CaseWorker.IntegrationTests.Chaos.Plant;
using CaseWorker.IntegrationTests.Chaos.Producers;
using CaseWorker.IntegrationTests.EndToEnd.Invariants;
using CaseWorker.IntegrationTests.Processes;

namespace CaseWorker.IntegrationTests.Chaos.Faults;

/// <summary>A message that kills every worker that handles it, until it is parked.</summary>
internal sealed class DeadlyMessage() : Fault("poison: kills the process")
{
    private static readonly TimeSpan ParkedWithin = TimeSpan.FromSeconds(120);

    private int count;

    public override Aim AimAt(Installed installed, Traffic traffic, int number) => AtAll("all workers", installed, [.. installed.Workers.Select(worker => worker.Name)]);

    public override async Task<Struck> StrikeAsync(Installed installed, Traffic traffic, int number, TimeSpan lasts)
    {
        var key = $"poison/crash-loop/{Interlocked.Increment(ref count)}";
        var starts = installed.Workers.Sum(worker => worker.Starts);
        foreach (var worker in installed.Workers)
            worker.MayDie = true;

        var body = Encoding.UTF8.GetBytes($$"""{"ServiceId":{{(number % Installed.Services.Length) + 1}},"ExtRef":"{{key}}","Subject":"{{Installed.DeadlyText}}"}""");
        await Poisoned.SendAsync(installed, traffic, new SentPoison(key, "crash-loop"), body);
        await Eventually.HoldsAsync(
            async () => (await installed.View.QueryAsync<int>("SELECT COUNT(*) FROM ParkedMessage WHERE MessageKey = @key", new { key }))[0] > 0,
            ParkedWithin,
            () => "A deadly message must be parked in the end.");
        foreach (var worker in installed.Workers)
        {
            await worker.UntilReplacedAsync(null, WellWithin);
            worker.MayDie = false;
        }

        return new Struck(true, $"{installed.Workers.Sum(worker => worker.Starts) - starts} deaths");
    }
}
