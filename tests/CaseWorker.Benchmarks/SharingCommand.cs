using System.CommandLine;
using CaseWorker.Benchmarks.Broker;
using CaseWorker.Benchmarks.Cases;
using CaseWorker.Benchmarks.Databases;
using CaseWorker.Benchmarks.Reports;
using CaseWorker.Benchmarks.Whole;
using CaseWorker.Processing.Intake;

namespace CaseWorker.Benchmarks;

/// <summary>sharing: how much faster two and four workers are than one, where waiting is the limit, and where the processor is.</summary>
internal static class SharingCommand
{
    // As if every transaction had to wait for a slow server: one after the other, since a process with SQLite has one writer.
    private const string Waiting = "before-transaction=delay-in-turn:20ms";
    private const int BatchWhenWaiting = 10;
    private static readonly int[] Crews = [1, 2, 4];

    public static Command Create()
    {
        var command = new Command("sharing", "One, two and four workers drain the same cases: each transaction made to wait 20 ms, and then as fast as the processor allows.");
        var load = new LoadOptions(command, defaultCases: 8_000);
        var runs = new Option<int>("--runs") { Description = "How often each is measured; medians are compared.", DefaultValueFactory = _ => 3 };
        command.Add(runs);
        command.SetAction(line => RunAsync(load.Read(line), line.GetValue(runs)));
        return command;
    }

    private static async Task<int> RunAsync(Load load, int runs)
    {
        await using var node = await BrokerNode.StartAsync();
        await using var connection = await node.ConnectAsync();
        using var template = await TemplateDatabase.MakeAsync("random");
        var queues = new BenchQueues(connection, load.Partitions);
        var settings = new ProgramSettings(node.Uri, load.Partitions);
        Console.WriteLine(Machine.Describe(connection));
        Console.WriteLine($"load     {load.Cases} cases, as many for each of {load.Partitions} partitions; workers share the partitions before the first case comes");
        Console.WriteLine();

        var cases = EvenCases(load);
        var waiting = new SharingRun(queues, connection, template, settings, Waiting, BatchWhenWaiting);
        var working = new SharingRun(queues, connection, template, settings, "", null);
        await MeasureAsync($"each transaction of at most {BatchWhenWaiting} cases waits 20 ms, one after the other in a process", waiting, cases, runs);
        await MeasureAsync("no failpoint, batches of up to 500: the processor is the limit", working, cases, runs);
        return 0;
    }

    private static async Task MeasureAsync(string what, SharingRun run, List<BenchCase> cases, int runs)
    {
        var rates = Crews.ToDictionary(crew => crew, _ => new List<double>());
        for (var turn = 0; turn < runs; turn++)
        {
            foreach (var crew in Crews)
                rates[crew].Add(await run.RunAsync(cases, crew));
        }

        var table = new TextTable("workers", "cases/s", "times one");
        foreach (var crew in Crews)
            table.Add($"{crew}", Median.Of(rates[crew]), Median.Of(rates[crew].Zip(rates[Crews[0]], (many, one) => many / one)));

        Console.WriteLine(what);
        Console.WriteLine(table);
    }

    // The services that make all partitions equal; of 50 services some partitions have one more than others.
    private static List<BenchCase> EvenCases(Load load)
    {
        var services = Enumerable.Range(1, BenchCatalog.Services).GroupBy(id => PartitionRule.PartitionOf(id, load.Partitions)).ToList();
        var even = services.SelectMany(partition => partition.Take(services.Min(each => each.Count()))).ToHashSet();
        return [.. Enumerable.Range(1, int.MaxValue).Select(BenchCase.Of).Where(one => even.Contains(one.ServiceId)).Take(load.Cases)];
    }
}
