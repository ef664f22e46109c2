using System.Net.Http.Json;
using CaseWorker.IntegrationTests.EndToEnd;
using CaseWorker.IntegrationTests.Processes;
using CaseWorker.IntegrationTests.RabbitMq;
using CaseWorker.Storage.Failpoints;
using Xunit;

namespace CaseWorker.IntegrationTests.TextSearch;

/// <summary>The index of words through deaths of those who keep it.</summary>
[Collection(RabbitMqCollection.Name)]
public sealed class TextIndexFaultTests(RabbitMqFixture broker)
{
    private const int Rounds = 6;

    [Theory]
    [InlineData(FailpointNames.TextBeforeWrite)]
    [InlineData(FailpointNames.TextBeforeCommit)]
    public async Task A_program_that_dies_between_two_steps_of_indexing_loses_and_doubles_no_word(string point)
    {
        using var folder = new TemporaryFolder();
        var ledger = new Ledger();
        await using (var program = await StartAsync(folder, $"{point}=kill@3"))
        {
            var clients = Enumerable.Range(1, 8).Select(i => new HttpProducer($"words{i}", [1 + (i % 8)], [program], ledger));
            await Task.WhenAll(clients.Select(client => client.SendUntilUnansweredAsync()));
            await program.UntilExitAsync(Installation.Limit);
        }

        var view = DatabaseView.OfFolder(folder);
        await using (var restarted = await StartAsync(folder, ""))
            await UntilIndexedAsync(view, restarted.Output);

        Assert.True(await view.CountAsync("SupportCase") > 0);
        Assert.Empty(await WordsAudit.FaultsAsync(folder.File("data/caseworker.db")));
    }

    [Fact]
    public async Task Several_schedulers_of_which_one_dies_again_and_again_keep_one_right_index_of_cases_that_change_and_go()
    {
        await using var installation = new Installation(await broker.NewHostAsync());
        var gateway = await installation.StartAsync("gateway");
        await installation.StartAsync("worker");
        await installation.StartAsync("scheduler");
        var victim = await installation.StartAsync("scheduler");
        var producer = new HttpProducer("mass", [1, 2, 3], [gateway], installation.Ledger);
        for (var round = 1; round <= Rounds; round++)
        {
            var sending = producer.SendBatchesAsync(300, 100, _ => Task.CompletedTask);
            if (round > 1)
                await ChangeAsync(gateway, installation.View, round);

            await victim.KillAsync();
            victim = await installation.StartAsync("scheduler", round % 2 == 0 ? $"{FailpointNames.TextBeforeCommit}=error@2" : "");
            await sending;
        }

        await Eventually.HoldsAsync(async () => await installation.View.CountAsync("SupportCase") + await installation.View.CountAsync("Tombstone") == Rounds * 300, Installation.Limit, () => installation.Output);
        await UntilIndexedAsync(installation.View, installation.Output);
        Assert.True(await installation.View.CountAsync("Tombstone") > 0);
        Assert.Empty(await WordsAudit.FaultsAsync(installation.DatabaseFile));
    }

    // Some get a note, some go.
    private static async Task ChangeAsync(CaseWorkerProcess gateway, DatabaseView view, int round)
    {
        var cases = await view.QueryAsync<int>($"SELECT CaseId FROM SupportCase WHERE CaseId % 7 = {round % 7} ORDER BY CaseId LIMIT 20");
        foreach (var caseId in cases)
        {
            using var note = await gateway.Http.PostAsJsonAsync($"/api/cases/{caseId}/notes", new { title = $"Round {round}", text = $"Words of round{round} about the café" });
            Assert.True(note.IsSuccessStatusCode, await note.Content.ReadAsStringAsync());
            if (caseId % 3 != 0)
                continue;

            using var gone = await gateway.Http.DeleteAsync($"/api/cases/{caseId}");
            Assert.True(gone.IsSuccessStatusCode, await gone.Content.ReadAsStringAsync());
        }
    }

    private static Task UntilIndexedAsync(DatabaseView view, string output) => Eventually.HoldsAsync(
        async () => await view.CountAsync("IntakeQueue") == 0 && await view.CountAsync("TextWork") == 0,
        Installation.Limit,
        () => $"All cases must get indexed:\n{output}");

    private static async Task<CaseWorkerProcess> StartAsync(TemporaryFolder folder, string failpoints)
    {
        var program = CaseWorkerProcess.LaunchWith(failpoints, folder.Path);
        await program.UntilReadyAsync();
        program.UseKey((await File.ReadAllTextAsync(folder.File("data/first-key.txt"))).Trim());
        return program;
    }
}
