using System.Globalization;
using CaseWorker.IntegrationTests.Chaos.Plant;
using CaseWorker.IntegrationTests.Chaos.Producers;
using CaseWorker.IntegrationTests.Processes;

namespace CaseWorker.IntegrationTests.Chaos.Faults;

/// <summary>The partitions are drained and changed to another number; all processes end and are started again.</summary>
internal sealed class Repartitioned() : Fault("partitions drained to another number")
{
    private static readonly TimeSpan DoneWithin = TimeSpan.FromSeconds(300);

    public override Aim AimAt(Installed installed, Traffic traffic, int number) => AtAll("all", installed, "partitions", BrokerItself, DatabaseItself);

    public override async Task<Struck> StrikeAsync(Installed installed, Traffic traffic, int number, TimeSpan lasts)
    {
        var before = await InForceAsync(installed);
        var others = Installed.PartitionNumbers.Where(each => each != before).ToArray();
        var wanted = others[number % others.Length];
        var starts = installed.All.Select(slot => slot.Starts).ToArray();
        var tries = 0;
        var said = "";

        // Broken off by another fault, it goes on when it is run again.
        await Eventually.HoldsAsync(
            async () =>
            {
                tries++;
                try
                {
                    var result = await installed.CommandAsync("partitions", "set", wanted.ToString(CultureInfo.InvariantCulture));
                    said = result.ToString();
                }
                catch (TimeoutException slow)
                {
                    said = slow.Message;
                }

                return await InForceAsync(installed) == wanted;
            },
            DoneWithin,
            () => $"The number of partitions must become {wanted}: {said}");
        await Eventually.HoldsAsync(
            () => Task.FromResult(installed.All.Zip(starts).All(slot => slot.First.Starts > slot.Second)), WellWithin, () => "Every process must end and start again with the new number.");
        foreach (var slot in installed.All)
            await slot.UntilReplacedAsync(null, WellWithin);

        return new Struck(true, $"{before} to {wanted}{(tries > 1 ? $" in {tries} tries" : "")}");
    }

    private static async Task<int> InForceAsync(Installed installed) => (await installed.View.QueryAsync<int>("SELECT Partitions FROM Installation"))[0];
}
