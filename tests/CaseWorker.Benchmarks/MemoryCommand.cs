using System.CommandLine;
using CaseWorker.Benchmarks.Broker;
using CaseWorker.Benchmarks.Cases;
using CaseWorker.Benchmarks.Databases;
using CaseWorker.Benchmarks.Reports;
using CaseWorker.Benchmarks.Whole;

namespace CaseWorker.Benchmarks;

/// <summary>memory: whether a worker's memory stays flat and small while it drains a long queue.</summary>
internal static class MemoryCommand
{
    public static Command Create()
    {
        var command = new Command("memory", "A worker process drains a long queue; its resident memory is read each second.");
        var load = new LoadOptions(command, defaultCases: 1_000_000);
        command.SetAction(line => RunAsync(load.Read(line)));
        return command;
    }

    private static async Task<int> RunAsync(Load load)
    {
        await using var node = await BrokerNode.StartAsync();
        await using var connection = await node.ConnectAsync();
        using var template = await TemplateDatabase.MakeAsync("random");
        var queues = new BenchQueues(connection, load.Partitions);
        Console.WriteLine(Machine.Describe(connection));
        Console.WriteLine($"load     {load.Cases} cases");
        var run = new MemoryRun(queues, template, new ProgramSettings(node.Uri, load.Partitions));
        Console.Write(MemoryReport.Of(await run.RunAsync(load.Cases)));
        return 0;
    }
}
