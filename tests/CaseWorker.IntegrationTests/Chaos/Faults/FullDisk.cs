using System.Diagnostics;
using CaseWorker.IntegrationTests.Chaos.Plant;
using CaseWorker.IntegrationTests.Chaos.Producers;
using Microsoft.Data.Sqlite;

namespace CaseWorker.IntegrationTests.Chaos.Faults;

/// <summary>The disk of the database has no block left.</summary>
internal sealed class FullDisk() : Fault("database disk full")
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    public override (double From, double To) Seconds => (3, 7);

    public override string? Missing(Installed installed) => installed.Disk.Missing;

    public override Aim AimAt(Installed installed, Traffic traffic, int number) => AtAll("disk", installed, DatabaseItself);

    public override async Task<Struck> StrikeAsync(Installed installed, Traffic traffic, int number, TimeSpan lasts)
    {
        try
        {
            await installed.WriteLock.ShortenLogAsync();
        }
        catch (SqliteException)
        {
            // Too busy to be shortened: then the log may take some more before it wants a block.
        }

        installed.Disk.Fill();
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
            installed.Disk.Empty();
        }
    }
}
