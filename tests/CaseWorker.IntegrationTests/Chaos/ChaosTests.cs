using System.Globalization;
using CaseWorker.IntegrationTests.Chaos.Plant;
using CaseWorker.IntegrationTests.RabbitMq;
using Xunit;

namespace CaseWorker.IntegrationTests.Chaos;

/// <summary>The whole installation at work while everything around it fails, as a seed says.</summary>
/// <remarks>
/// CASEWORKER_CHAOS_MINUTES (default 3) and CASEWORKER_CHAOS_SEED (default 1); CASEWORKER_CHAOS_REPORT: a file for the report.
/// The seed decides which faults come in which order, at what, how long and after which pauses; not the timing of the machine.
/// </remarks>
[Collection(RabbitMqCollection.Name)]
public sealed class ChaosTests
{
    [Fact]
    public async Task Nothing_is_lost_doubled_or_overtaken_while_everything_fails()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the faults are signals, locks and mounts of Linux");
        var installed = await Installed.TryStartAsync();
        Assert.SkipWhen(installed is null, "no rabbitmq-server is installed: a broker that may be killed is needed (apt-get install rabbitmq-server)");
        await using (installed)
        {
            var minutes = Number("CASEWORKER_CHAOS_MINUTES", 3);
            var run = new ChaosRun(installed, (int)Number("CASEWORKER_CHAOS_SEED", 1), TimeSpan.FromMinutes(minutes));
            var outcome = await run.RunAsync();
            var report = outcome.Report();
            Console.WriteLine(report);
            if (Environment.GetEnvironmentVariable("CASEWORKER_CHAOS_REPORT") is { Length: > 0 } file)
                await File.WriteAllTextAsync(file, report);

            if (outcome.Violations.Count > 0)
                Console.WriteLine($"Logs and database are kept in {installed.Keep()}");

            Assert.True(outcome.Violations.Count == 0, $"{outcome.Violations.Count} violations with seed {outcome.Seed}: see the report.");
            Assert.All(outcome.Kinds, kind => Assert.True(outcome.CountOf(kind) >= run.LeastOfEachKind, $"{kind} must count {run.LeastOfEachKind} times, did {outcome.CountOf(kind)} times."));
        }
    }

    private static double Number(string variable, double otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
