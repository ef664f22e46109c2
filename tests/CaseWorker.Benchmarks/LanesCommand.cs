using System.CommandLine;
using CaseWorker.Benchmarks.Broker;
using CaseWorker.Benchmarks.Cases;
using CaseWorker.Benchmarks.Lanes;
using CaseWorker.Benchmarks.Reports;

namespace CaseWorker.Benchmarks;

/// <summary>lanes: what a receive path costs when nothing is done with the messages; why the lanes are what they are.</summary>
internal static class LanesCommand
{
    public static Command Create()
    {
        var command = new Command("lanes", "Receive paths compared: RabbitMQ.Client in order, and MassTransit put in order again. Nothing is stored.");
        var load = new LoadOptions(command, defaultCases: 50_000);
        var runs = new Option<int>("--runs") { Description = "How often each is measured; medians are compared.", DefaultValueFactory = _ => 3 };
        command.Add(runs);
        command.SetAction(line => RunAsync(load.Read(line), line.GetValue(runs)));
        return command;
    }

    private static async Task<int> RunAsync(Load load, int runs)
    {
        await using var node = await BrokerNode.StartAsync();
        await using var connection = await node.ConnectAsync();
        var queues = new BenchQueues(connection, load.Partitions);
        var cases = BenchCase.Load(load.Cases);
        Console.WriteLine(Machine.Describe(connection));
        Console.WriteLine($"load     {load.Cases} messages, N {load.Partitions}, prefetch {load.Prefetch}");
        Console.WriteLine();

        var client = new List<double>();
        var bus = new List<double>();
        for (var run = 1; run <= runs; run++)
        {
            await queues.RefillAsync(cases);
            client.Add((await new ClientLanes(connection, queues, load.Prefetch).DrainAsync(load.Cases)).PerSecond);
            await queues.RefillAsync(cases);
            bus.Add((await new BusLanes(node.Uri, queues, load.Prefetch).DrainAsync(load.Cases)).PerSecond);
        }

        var table = new TextTable("medians", "messages/s");
        table.Add("RabbitMQ.Client, one channel a queue, ack multiple", Median.Of(client));
        table.Add("MassTransit, filter before the deserializers, ordered run", Median.Of(bus));
        table.Add("ratio", Median.Of(client) / Median.Of(bus));
        Console.Write(table);
        return 0;
    }
}
