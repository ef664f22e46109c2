using System.CommandLine;
using CaseWorker.Benchmarks.Broker;
using CaseWorker.Benchmarks.Databases;
using CaseWorker.Benchmarks.Reports;
using CaseWorker.Benchmarks.Whole;

namespace CaseWorker.Benchmarks;

/// <summary>steady: the highest rate over HTTP at which nothing piles up, held for a while.</summary>
internal static class SteadyCommand
{
    public static Command Create()
    {
        var command = new Command("steady", "Gateway, worker and scheduler as processes take cases over HTTP at the highest rate that does not pile up; memory, handles, connections and queues are watched.");
        var minutes = new Option<double>("--minutes") { Description = "How long the rate is held.", DefaultValueFactory = _ => 10 };
        var rate = new Option<double>("--rate") { Description = "Cases a second; 0: the highest that does not pile up is looked for.", DefaultValueFactory = _ => 0 };
        var load = new LoadOptions(command, defaultCases: 0);
        command.Add(minutes);
        command.Add(rate);
        command.SetAction(line => RunAsync(load.Read(line), TimeSpan.FromMinutes(line.GetValue(minutes)), line.GetValue(rate)));
        return command;
    }

    private static async Task<int> RunAsync(Load load, TimeSpan length, double rate)
    {
        await using var node = await BrokerNode.StartAsync();
        await using var connection = await node.ConnectAsync();
        using var template = await TemplateDatabase.MakeAsync("random");
        Console.WriteLine(Machine.Describe(connection));
        await using var run = await SteadyRun.StartAsync(
            new BenchQueues(connection, load.Partitions), connection, template, new ProgramSettings(node.Uri, load.Partitions));
        var held = rate > 0 ? rate : await run.FindRateAsync();
        var figures = await run.HoldAsync(held, length);
        Console.Write(SteadyReport.Of(figures));
        return figures.Refused == 0 ? 0 : 1;
    }
}
