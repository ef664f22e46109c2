using System.CommandLine;
using CaseWorker.Benchmarks.Bare;
using CaseWorker.Benchmarks.Broker;
using CaseWorker.Benchmarks.Cases;
using CaseWorker.Benchmarks.Databases;
using CaseWorker.Benchmarks.Reports;
using CaseWorker.Benchmarks.Whole;

namespace CaseWorker.Benchmarks;

/// <summary>intake: what CaseWorker makes of what the machine can do, in alternating runs.</summary>
internal static class IntakeCommand
{
    public static Command Create()
    {
        var command = new Command("intake", "Bare consumers and CaseWorker in turn: draining filled queues, and from the door to the table.");
        var load = new LoadOptions(command, defaultCases: 50_000);
        var runs = new Option<int>("--runs") { Description = "How often each is measured; medians are compared.", DefaultValueFactory = _ => 3 };
        var clients = new Option<int>("--clients") { Description = "Concurrent HTTP requests.", DefaultValueFactory = _ => 64 };
        var batch = new Option<int>("--batch") { Description = "Cases per request of the additional batch measurement; 0: none.", DefaultValueFactory = _ => 100 };
        var http = new Option<bool>("--http") { Description = "Whether HTTP is measured too.", DefaultValueFactory = _ => true };
        var assignment = new Option<string>("--assignment") { Description = "random, round-robin or least-open.", DefaultValueFactory = _ => "random" };
        var roles = new Option<string>("--worker-roles") { Description = "What the measured worker does; worker,scheduler: also what goes on in the background, as the index of words.", DefaultValueFactory = _ => "worker" };
        command.Add(roles);
        command.Add(runs);
        command.Add(clients);
        command.Add(batch);
        command.Add(http);
        command.Add(assignment);
        command.SetAction(line => RunAsync(load.Read(line), line.GetValue(runs), line.GetValue(http), line.GetValue(clients), line.GetValue(batch), line.GetValue(assignment)!, line.GetValue(roles)!));
        return command;
    }

    private static async Task<int> RunAsync(Load load, int runs, bool http, int clients, int perRequest, string assignment, string roles)
    {
        await using var node = await BrokerNode.StartAsync();
        await using var connection = await node.ConnectAsync();
        using var template = await TemplateDatabase.MakeAsync(assignment);
        var queues = new BenchQueues(connection, load.Partitions);
        var cases = BenchCase.Load(load.Cases);
        var bare = new BareRuns(connection, queues, template, cases, load.Prefetch);
        var settings = new ProgramSettings(node.Uri, load.Partitions);
        var worker = new WorkerRun(queues, template, settings, roles);
        var whole = new HttpRun(queues, template, settings);

        Console.WriteLine(Machine.Describe(connection));
        Console.WriteLine($"load     {load.Cases} cases of {cases.Average(one => one.Body.Length):0} bytes, {BenchCatalog.Services} services, assignment {assignment}, N {load.Partitions}, prefetch {load.Prefetch}, {clients} HTTP clients");
        Console.WriteLine();

        var figures = new List<IntakeFigures>();
        for (var run = 1; run <= runs; run++)
        {
            var row = new IntakeFigures
            {
                ConsumeOnly = await bare.ConsumeOnlyAsync(),
                InsertOnly = bare.InsertOnly(),
                BareDrain = await bare.DrainAsync(),
                Worker = await worker.RunAsync(cases),
                BarePublish = http ? await bare.PublishAndDrainAsync() : null,
                Http = http ? await whole.RunAsync(cases, 1, clients) : null,
                HttpBatch = http && perRequest > 0 ? await whole.RunAsync(cases, perRequest, Math.Min(clients, 8)) : null,
            };
            figures.Add(row);
            Console.WriteLine($"run {run}: {row}");
        }

        Console.WriteLine();
        Console.Write(IntakeReport.Of(figures));
        return 0;
    }
}
