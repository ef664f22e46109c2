using System.Net.Http.Json;
using CaseWorker.IntegrationTests.EndToEnd;
using CaseWorker.IntegrationTests.EndToEnd.Invariants;
using CaseWorker.IntegrationTests.Processes;
using CaseWorker.IntegrationTests.Storage;
using CaseWorker.Storage;
using Xunit;

namespace CaseWorker.IntegrationTests.DueDates;

/// <summary>The program as a user starts it, with policies of seconds, is shot while it fires.</summary>
public abstract class DueProcessesContract : IAsyncLifetime
{
    private const int Cases = 2000;
    private const string Key = "due-processes-tests-operator-key";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly TemporaryFolder folder = new();
    private string[] settings = [];

    private DatabaseView View { get; set; } = null!;

    [Fact]
    public async Task Kill_minus_9_in_the_middle_of_a_sweep_costs_no_stage_and_doubles_none()
    {
        await StoreAsync();
        foreach (var shot in new[] { "due-before-commit=kill@2", "due-after-commit=kill@2", "due-before-commit=kill@1" })
        {
            await using var doomed = CaseWorkerProcess.LaunchWith(shot, folder.Path, settings);
            await doomed.UntilExitAsync(Limit);
        }

        var fired = await View.CountAsync("CaseDueEvent");
        Assert.InRange(fired, 1, (Cases * 3) - 1);
        await AssertAllFireAsync();
    }

    [Fact]
    public async Task A_process_ends_in_time_in_the_middle_of_a_long_catch_up_and_the_next_goes_on()
    {
        await StoreAsync();

        // Each claim takes half a minute.
        await using (var slow = CaseWorkerProcess.LaunchWith("due-after-commit=delay:30s", folder.Path, settings))
        {
            await slow.UntilReadyAsync();
            await Eventually.HoldsAsync(async () => await View.CountAsync("CaseDueEvent") > 0, Limit, () => slow.Output);
            var (took, code) = await slow.TerminateAsync();
            Assert.Equal(0, code);
            Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        }

        await AssertAllFireAsync();
    }

    public async ValueTask InitializeAsync()
    {
        if (await FindServerAsync() is not { } server)
        {
            View = DatabaseView.OfFolder(folder);
            return;
        }

        View = new DatabaseView(server.Provider, server.ConnectionString);
        settings = ["--Storage:Provider=SqlServer", $"--Storage:ConnectionString={server.ConnectionString}", "--Storage:MigrateOnStart=true", $"--Auth:BootstrapKey={Key}"];
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Where the database is; null: in a file of the program's folder.</summary>
    protected abstract Task<StorageOptions?> FindServerAsync();

    private async Task StoreAsync()
    {
        // Without a scheduler first, so that all stages are due when the shots fall.
        await using (var program = await StartAsync("gateway,worker"))
        {
            await File.WriteAllTextAsync(folder.File("seconds.json"), """
                { "hubs": [ { "id": 1, "name": "Main", "services": [ { "id": 4, "name": "Incidents", "departmentId": 20,
                    "due": { "dueAfter": "PT0.3S", "preOverdueBefore": "PT0.1S", "postOverdueAfter": "PT0.1S" } } ] } ] }
                """);
            var applied = await CaseWorkerProgram.RunAsync(folder.Path, ["catalog", "apply", "seconds.json", .. settings]);
            Assert.True(applied.ExitCode == 0, applied.ToString());
            foreach (var chunk in Enumerable.Range(0, Cases).Chunk(1000))
            {
                using var answer = await program.Http.PostAsJsonAsync("/api/cases/batch", chunk.Select(n => new { ServiceId = 4, Subject = $"case {n}" }));
                answer.EnsureSuccessStatusCode();
            }

            await Eventually.HoldsAsync(async () => await View.CountAsync("SupportCase WHERE NextDueAt IS NOT NULL") == Cases, Limit, () => program.Output);
            await program.TerminateAsync();
        }
    }

    private async Task AssertAllFireAsync()
    {
        await using var last = await StartAsync("gateway,worker,scheduler");
        await Eventually.HoldsAsync(async () => await View.CountAsync("SupportCase WHERE NextDueAt IS NOT NULL") == 0, Limit, () => last.Output);
        var due = await DueCase.ReadAsync(View, [4]);
        Assert.Equal(Cases, due.Count);
        Assert.Empty(new StagesOnce().Violations(new Evidence { Sent = [], Stored = [], Members = Array.Empty<int>().ToLookup(id => id), Due = due }));
    }

    private async Task<CaseWorkerProcess> StartAsync(string roles)
    {
        var program = await CaseWorkerProcess.StartAsync(folder.Path, ["--Roles=" + roles, .. settings]);
        program.UseKey(settings.Length > 0 ? Key : (await File.ReadAllTextAsync(folder.File("data/first-key.txt"))).Trim());
        return program;
    }
}

public sealed class DueProcessesTests : DueProcessesContract
{
    protected override Task<StorageOptions?> FindServerAsync() => Task.FromResult<StorageOptions?>(null);
}

[Collection(SqlServerCollection.Name)]
public sealed class DueProcessesOnSqlServer(SqlServerFixture fixture) : DueProcessesContract
{
    protected override async Task<StorageOptions?> FindServerAsync() => await fixture.NewPlaceAsync();
}
