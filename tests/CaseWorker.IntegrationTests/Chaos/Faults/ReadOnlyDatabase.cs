using System.Diagnostics;
using CaseWorker.IntegrationTests.Chaos.Plant;
using CaseWorker.IntegrationTests.Chaos.Producers;

namespace CaseWorker.IntegrationTests.Chaos.Faults;

/// <summary>Database and log can't be written, through open files neither.</summary>
internal sealed class ReadOnlyDatabase() : Fault("database read-only")
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    public override (double From, double To) Seconds => (3, 7);

    public override string? Missing(Installed installed) => installed.Disk.Missing;

    public override Aim AimAt(Installed installed, Traffic traffic, int number) => AtAll("database", installed, DatabaseItself);

    public override async Task<Struck> StrikeAsync(Installed installed, Traffic traffic, int number, TimeSpan lasts)
    {
        await Disk.SetReadOnlyAsync(true, installed.DatabaseFiles);
        try
        {
            var watch = Stopwatch.StartNew();
            var refused = false;
            do
            {
                refused |= await installed.WriteLock.IsRefusedAsync();
                await Task.Delay(LookEvery);
            }
            while (watch.Elapsed < lasts);

            return refused ? Struck.Well : Struck.Missed("writes went through");
        }
        finally
        {
            await Disk.SetReadOnlyAsync(false, installed.DatabaseFiles);
        }
    }
}
