using CaseWorker.IntegrationTests.Processes;
using Xunit;

namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>The program without a broker, shot among very many requests at once.</summary>
public sealed class EmbeddedTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Every_202_survives_a_kill_among_500_requests_and_repeating_the_others_doubles_nothing()
    {
        const int atOnce = 500;
        using var folder = new TemporaryFolder();
        var ledger = new Ledger();
        await using (var program = await StartAsync(folder))
        {
            // Nobody stops before the program does, so the kill falls among requests at any speed.
            var clients = Enumerable.Range(1, atOnce).Select(i => new HttpProducer($"p{i}", [1 + (i % 8)], [program], ledger)).ToList();
            var requests = clients.Select(client => client.SendUntilUnansweredAsync()).ToList();
            await Eventually.HoldsAsync(() => Task.FromResult(ledger.Count >= atOnce), Limit, () => program.Output);
            await program.KillAsync();
            await Task.WhenAll(requests);
        }

        var view = DatabaseView.OfFolder(folder);
        await using var restarted = await StartAsync(folder);
        await UntilStoredAsync(view, restarted);
        var unanswered = ledger.Unanswered();
        Assert.Equal(atOnce, unanswered.Count);
        Assert.Empty(Audit.Faults(ledger.All(), await view.ReadCasesAsync(), await view.ReadMembersAsync()));

        foreach (var sent in unanswered)
            ledger.Replace(await new HttpProducer(sent.Producer, [sent.ServiceId], [restarted], ledger).SendAgainAsync(sent));

        await UntilStoredAsync(view, restarted);
        var stored = await view.ReadCasesAsync();
        Assert.Equal(ledger.Count, stored.Count);
        Assert.Empty(Audit.Faults(ledger.All(), stored, await view.ReadMembersAsync()));
        await VerifyAsync(folder);
    }

    private static async Task<CaseWorkerProcess> StartAsync(TemporaryFolder folder)
    {
        var program = await CaseWorkerProcess.StartAsync(folder.Path);
        program.UseKey((await File.ReadAllTextAsync(folder.File("data/first-key.txt"))).Trim());
        return program;
    }

    private static Task UntilStoredAsync(DatabaseView view, CaseWorkerProcess program) =>
        Eventually.HoldsAsync(async () => await view.CountAsync("IntakeQueue") == 0, Limit, () => $"The intake table must run empty:\n{program.Output}");

    private static async Task VerifyAsync(TemporaryFolder folder)
    {
        var proof = await CaseWorkerProgram.RunAsync(folder.Path, "fifo", "verify");
        Assert.True(proof.ExitCode == 0, proof.ToString());
    }
}
