using CaseWorker.IntegrationTests.Chaos.Plant;
using CaseWorker.IntegrationTests.Chaos.Producers;

namespace CaseWorker.IntegrationTests.Chaos.Faults;

/// <summary>Somebody else's connection holds the write lock.</summary>
internal sealed class LockedDatabase() : Fault("database locked")
{
    public override (double From, double To) Seconds => (5, 9);

    public override Aim AimAt(Installed installed, Traffic traffic, int number) => AtAll("database", installed, DatabaseItself);

    public override async Task<Struck> StrikeAsync(Installed installed, Traffic traffic, int number, TimeSpan lasts)
    {
        await installed.WriteLock.HoldAsync(lasts);
        return Struck.Well;
    }
}
