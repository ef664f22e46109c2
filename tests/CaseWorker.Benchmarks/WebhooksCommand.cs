using System.CommandLine;
using CaseWorker.Benchmarks.Databases;
using CaseWorker.Benchmarks.Reports;
using CaseWorker.Benchmarks.Webhooks;

namespace CaseWorker.Benchmarks;

/// <summary>webhooks: what a dead receiver with a large backlog costs intake and the living ones.</summary>
internal static class WebhooksCommand
{
    public static Command Create()
    {
        var command = new Command("webhooks", "Intake on SQLite without webhooks, with one that is well, and with one more that takes connections and never answers while very much waits for it.");
        var backlog = new Option<int>("--backlog") { Description = "Deliveries that wait for the dead receiver.", DefaultValueFactory = _ => 100_000 };
        var intake = new Option<int>("--intake") { Description = "Cases a second that are offered.", DefaultValueFactory = _ => 500 };
        var seconds = new Option<int>("--seconds") { Description = "How long each part is.", DefaultValueFactory = _ => 12 };
        command.Add(backlog);
        command.Add(intake);
        command.Add(seconds);
        command.SetAction(line => RunAsync(line.GetValue(backlog), line.GetValue(intake), TimeSpan.FromSeconds(line.GetValue(seconds))));
        return command;
    }

    private static async Task<int> RunAsync(int backlog, int intake, TimeSpan duration)
    {
        using var template = await TemplateDatabase.MakeAsync("random");
        await using var live = await Listener.StartAsync();
        using var dead = new BlackHole();
        Console.WriteLine(Machine.Describe());
        Console.WriteLine($"load     {intake} cases a second are offered, two events each; {backlog:N0} deliveries wait for the dead receiver");
        Console.WriteLine();

        var table = new TextTable("beside", "stored/s", "told/s", "tries of the dead", "look p50 ms", "look p99 ms");
        foreach (var (name, hasLive, hasDead) in new[] { ("nobody", false, false), ("a receiver that is well", true, false), ("that, and a dead one", true, true) })
        {
            using var folder = template.Copy();
            await using var run = new WebhookRun(folder);
            var figures = await run.RunAsync(hasLive ? live : null, hasDead ? dead : null, backlog, intake, duration);
            table.Add(name, figures.StoredPerSecond, figures.ToldPerSecond, figures.DeadTries, figures.LookP50, figures.LookP99);
        }

        Console.WriteLine(table);
        return 0;
    }
}
