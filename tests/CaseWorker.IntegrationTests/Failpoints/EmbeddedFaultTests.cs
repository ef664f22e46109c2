using CaseWorker.IntegrationTests.EndToEnd;
using CaseWorker.IntegrationTests.Processes;
using CaseWorker.Storage.Failpoints;
using Xunit;

namespace CaseWorker.IntegrationTests.Failpoints;

/// <summary>The program without a broker, dying between two steps.</summary>
public sealed class EmbeddedFaultTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    [Theory]
    [InlineData(FailpointNames.BeforeTransaction)]
    [InlineData(FailpointNames.BeforeCommit)]
    public async Task A_program_that_dies_between_two_steps_loses_doubles_and_reorders_nothing(string point)
    {
        using var folder = new TemporaryFolder();
        var ledger = new Ledger();
        await using (var program = await StartAsync(folder, $"{point}=kill@20"))
        {
            var clients = Enumerable.Range(1, 16).Select(i => new HttpProducer($"p{i}", [1 + (i % 8)], [program], ledger));
            await Task.WhenAll(clients.Select(client => client.SendUntilUnansweredAsync()));
            await program.UntilExitAsync(Limit);
        }

        var view = DatabaseView.OfFolder(folder);
        await using var restarted = await StartAsync(folder, "");
        foreach (var sent in ledger.Unanswered())
            ledger.Replace(await new HttpProducer(sent.Producer, [sent.ServiceId], [restarted], ledger).SendAgainAsync(sent));

        await Eventually.HoldsAsync(async () => await view.CountAsync("IntakeQueue") == 0, Limit, () => restarted.Output);
        var stored = await view.ReadCasesAsync();
        Assert.Equal(ledger.Count, stored.Count);
        Assert.Empty(Audit.Faults(ledger.All(), stored, await view.ReadMembersAsync()));
        await VerifyAsync(folder);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_that_ends_the_program_again_and_again_is_parked_stops_its_service_if_that_blocks_and_the_others_are_stored_in_order(bool blocks)
    {
        const string killer = "poison:BOOM=kill";
        using var folder = new TemporaryFolder();
        var ledger = new Ledger();
        var view = DatabaseView.OfFolder(folder);

        // The lane waits, so that all of them stand in the queue when the killer's turn comes.
        await using (var program = await StartAsync(folder, $"{FailpointNames.BeforeTransaction}=freeze"))
        {
            if (blocks)
                await BlockingServices.ApplyAsync(program, 2);

            await new HttpProducer("early", [1, 2, 3], [program], ledger).SendAsync(60, _ => Task.CompletedTask);
            await BlockingServices.EnqueueAsync(program, 2, "boom/1", "BOOM");
            await new HttpProducer("later", [1, 2, 3], [program], ledger).SendAsync(60, _ => Task.CompletedTask);
            await program.KillAsync();
        }

        var deaths = 0;
        while (true)
        {
            await using var program = CaseWorkerProcess.LaunchWith(killer, folder.Path);
            var ended = program.UntilExitAsync(Limit);
            await Task.WhenAny(ended, Eventually.HoldsAsync(async () => await view.CountAsync("IntakeQueue") == 0, Limit, () => program.Output));
            if (!ended.IsCompleted)
                break;

            deaths++;
        }

        // Once with the others, since the start before had not stored anything, and three times alone.
        Assert.InRange(deaths, 3, 5);
        Assert.Equal(["crash-loop"], await view.QueryAsync<string>("SELECT Reason FROM ParkedMessage"));
        Assert.Equal(1, await view.CountAsync("ParkedMessage WHERE HubId = 1 AND ServiceId = 2 AND CaseId IS NOT NULL"));
        Assert.Equal(blocks ? 20 : 0, await view.CountAsync("HeldMessage WHERE ServiceId = 2"));
        if (blocks)
            await DiscardAsync(folder, view);

        Assert.Empty(Audit.Faults(ledger.All(), await view.ReadCasesAsync(), await view.ReadMembersAsync()));
        await VerifyAsync(folder);
    }

    [Fact]
    public async Task Failpoints_are_said_in_the_log_and_a_misspelt_one_stops_the_program()
    {
        using var folder = new TemporaryFolder();
        await using (var program = await StartAsync(folder, "before-commit=delay:1ms"))
            Assert.Contains("Failpoints are armed, as for a test: before-commit=delay:1ms", program.Output, StringComparison.Ordinal);

        await using var refused = CaseWorkerProcess.LaunchWith("before-comit=kill", folder.Path);
        Assert.Equal(2, await refused.UntilExitAsync(Limit));
    }

    // What waits behind it goes on then.
    private static async Task DiscardAsync(TemporaryFolder folder, DatabaseView view)
    {
        await using var program = await StartAsync(folder, "");
        var parkedId = Assert.Single(await view.QueryAsync<long>("SELECT ParkedId FROM ParkedMessage"));
        using var content = BlockingServices.Json("""{"reason":"It ends the program."}""");
        using var answer = await program.Http.PostAsync($"/api/parked/{parkedId}/discard", content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        await Eventually.HoldsAsync(async () => await view.CountAsync("HeldMessage") == 0, Limit, () => program.Output);
    }

    private static async Task<CaseWorkerProcess> StartAsync(TemporaryFolder folder, string failpoints)
    {
        var program = CaseWorkerProcess.LaunchWith(failpoints, folder.Path);
        await program.UntilReadyAsync();
        program.UseKey((await File.ReadAllTextAsync(folder.File("data/first-key.txt"))).Trim());
        return program;
    }

    private static async Task VerifyAsync(TemporaryFolder folder)
    {
        var proof = await CaseWorkerProgram.RunAsync(folder.Path, "fifo", "verify");
        Assert.True(proof.ExitCode == 0, proof.ToString());
    }
}
