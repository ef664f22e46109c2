using System.Net;
using Xunit;

namespace CaseWorker.IntegrationTests.Processes;

public sealed class ServingTests
{
    [Fact]
    public async Task SIGTERM_ends_the_program_within_30_s_and_in_peace()
    {
        using var folder = new TemporaryFolder();
        await using var program = await CaseWorkerProcess.StartAsync(folder.Path);
        var (took, code) = await program.TerminateAsync();
        Assert.Equal(0, code);
        Assert.True(took < TimeSpan.FromSeconds(30), program.Output);
    }

    [Fact]
    public async Task Readiness_is_red_while_the_program_stops_in_its_own_time_and_tells_nobody_why()
    {
        using var folder = new TemporaryFolder();
        await using var program = await CaseWorkerProcess.StartAsync(folder.Path, "--Shutdown:NotReadyFor=00:00:05");
        var stopped = program.TerminateAsync();
        await Eventually.HoldsAsync(
            async () =>
            {
                using var answer = await program.Http.GetAsync("/health/ready");
                return answer.StatusCode == HttpStatusCode.ServiceUnavailable && await answer.Content.ReadAsStringAsync() == "not ready";
            },
            TimeSpan.FromSeconds(5),
            () => program.Output);
        Assert.Equal(0, (await stopped).ExitCode);
    }

    [Fact]
    public async Task A_misspelt_setting_stops_the_program_with_exit_code_2_and_a_sentence()
    {
        using var folder = new TemporaryFolder();
        var result = await CaseWorkerProgram.RunAsync(folder.Path, "serve", "--Storage:Provder=Sqlite");
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("Storage:Provder is not a setting; known are", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_schema_is_refused_unless_migrating_is_asked_for()
    {
        using var folder = new TemporaryFolder();
        var refused = await CaseWorkerProgram.RunAsync(folder.Path, "--Storage:MigrateOnStart=false");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("caseworker migrate", refused.Errors, StringComparison.Ordinal);

        var migrated = await CaseWorkerProgram.RunAsync(folder.Path, "migrate");
        Assert.True(migrated.ExitCode == 0, migrated.ToString());
        await using var program = await CaseWorkerProcess.StartAsync(folder.Path, "--Storage:MigrateOnStart=false");
    }
}
