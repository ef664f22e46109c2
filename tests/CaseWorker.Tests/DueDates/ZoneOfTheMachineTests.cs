using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using CaseWorker.Processing.DueDates;
using Xunit;

namespace CaseWorker.Tests.DueDates;

/// <summary>A due date does not depend on the zone of the machine that counts it.</summary>
public sealed class ZoneOfTheMachineTests
{
    internal const string Asked = "CASEWORKER_TESTS_ZONE";
    private static readonly string[] ByTheMachine = ["ToLocalTime", "get_LocalDateTime", "get_Now", "get_Today", "FindSystemTimeZoneById", "TryFindSystemTimeZoneById", "get_Local"];

    [Theory]
    [InlineData("Pacific/Apia")]
    [InlineData("America/St_Johns")]
    public async Task The_tables_hold_on_a_machine_in_another_zone(string zone)
    {
        Assert.SkipUnless(TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) && !OperatingSystem.IsWindows(), "This machine's zone can't be chosen: it has no time zones in files.");
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(ZoneOfTheMachineTests).Assembly.Location);
        foreach (var argument in new[] { "-noColor", "-class", "*TableTests", "-class", "*.ChosenZoneTests" })
            start.ArgumentList.Add(argument);
        start.Environment["TZ"] = zone;
        start.Environment[Asked] = zone;

        using var child = Process.Start(start)!;
        var errors = child.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(child.ExitCode == 0, output + await errors);
        Assert.Matches("Total: [2-9][0-9]{2},", output);
    }

    [Fact]
    public void Nothing_that_decides_asks_the_machine_for_its_zone_or_its_local_time()
    {
        using var file = File.OpenRead(typeof(DueRule).Assembly.Location);
        using var program = new PEReader(file);
        var reader = program.GetMetadataReader();
        var called = reader.MemberReferences.Select(handle => reader.GetString(reader.GetMemberReference(handle).Name)).ToHashSet();
        Assert.Contains("ToUnixTimeMilliseconds", called);
        Assert.Empty(called.Intersect(ByTheMachine));
    }
}

/// <summary>Run in the child process: shows that its zone is the one that was asked for.</summary>
public sealed class ChosenZoneTests
{
    [Fact]
    public void The_machine_is_in_the_zone_that_was_asked_for()
    {
        var zone = Environment.GetEnvironmentVariable(ZoneOfTheMachineTests.Asked);
        if (zone is not null)
            Assert.Equal(zone, TimeZoneInfo.Local.Id);
    }
}
