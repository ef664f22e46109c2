using System.Diagnostics;
using CaseWorker.Benchmarks.Broker;
using CaseWorker.Benchmarks.Databases;
using CaseWorker.Benchmarks.Reports;
using CaseWorker.IntegrationTests.Processes;
using RabbitMQ.Client;

namespace CaseWorker.Benchmarks.Whole;

/// <summary>The whole program as three processes under a rate that is held.</summary>
internal sealed class SteadyRun : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(20);

    private readonly BenchQueues queues;
    private readonly IChannel channel;
    private readonly TemporaryFolder folder;
    private readonly (string Role, CaseWorkerProcess Process)[] processes;
    private readonly OpenLoad load;

    private SteadyRun(BenchQueues queues, IChannel channel, TemporaryFolder folder, (string, CaseWorkerProcess)[] processes, OpenLoad load)
    {
        this.queues = queues;
        this.channel = channel;
        this.folder = folder;
        this.processes = processes;
        this.load = load;
    }

    public static async Task<SteadyRun> StartAsync(BenchQueues queues, IConnection connection, TemplateDatabase template, ProgramSettings settings)
    {
        await queues.RenewAsync();
        var folder = template.Copy();
        var processes = new List<(string, CaseWorkerProcess)>();
        foreach (var role in (string[])["worker", "gateway", "scheduler"])
            processes.Add((role, await CaseWorkerProcess.StartAsync(folder.Path, settings.For(role, folder.Path))));

        return new SteadyRun(queues, await connection.CreateChannelAsync(), folder, [.. processes], new OpenLoad(processes[1].Item2.Http.BaseAddress!, template.Key));
    }

    /// <summary>The highest rate in steps of a tenth at which, after 20 s, less than a second's worth waits.</summary>
    /// <returns>Cases a second.</returns>
    public async Task<double> FindRateAsync()
    {
        var watch = Stopwatch.StartNew();
        await load.SendInTurnAsync(clients: 32, Probe);
        var rate = load.Accepted / watch.Elapsed.TotalSeconds;
        Console.WriteLine($"one after the other, 32 clients: {rate:N0} a second");
        while (true)
        {
            await UntilDrainedAsync();
            rate *= 0.9;
            await load.SendAsync(rate, Probe);
            var waiting = await queues.DepthAsync(channel);
            Console.WriteLine($"{rate:N0} a second for {Probe.TotalSeconds} s: {waiting:N0} wait");
            if (waiting < rate)
                break;
        }

        await UntilDrainedAsync();
        return rate;
    }

    public async Task<SteadyFigures> HoldAsync(double rate, TimeSpan length)
    {
        var (accepted, refused) = (load.Accepted, load.Refused);
        load.TakeLatencies();
        var samples = new List<SteadySample>();
        using var over = new CancellationTokenSource();
        var sampling = SampleAsync(samples, over.Token);
        await load.SendAsync(rate, length);
        await over.CancelAsync();
        await sampling;
        await UntilDrainedAsync();
        foreach (var (_, process) in processes)
            await process.TerminateAsync();

        StoredCheck.Check(folder.Path, load.Accepted);
        return new SteadyFigures(rate, length, load.Accepted - accepted, load.Refused - refused, [.. processes.Select(each => each.Role)], samples);
    }

    public async ValueTask DisposeAsync()
    {
        load.Dispose();
        foreach (var (_, process) in processes)
            await process.DisposeAsync();

        await channel.DisposeAsync();
        folder.Dispose();
    }

    private async Task SampleAsync(List<SteadySample> samples, CancellationToken over)
    {
        using var timer = new PeriodicTimer(LookEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(over))
            {
                var depth = await queues.DepthAsync(channel);
                samples.Add(new SteadySample(depth, load.TakeLatencies(), [.. processes.Select(each => ProcessFigures.Of(each.Process.Id))]));
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The time is over.
        }
    }

    private async Task UntilDrainedAsync() => await StoredCounter.WatchAsync(folder.Path, load.Accepted);
}

/// <param name="Depth">Messages that wait in the partitions' queues.</param>
/// <param name="Latencies">Of the answers since the sample before, in milliseconds.</param>
/// <param name="Processes">In the order of <see cref="SteadyFigures.Roles"/>.</param>
internal sealed record SteadySample(long Depth, IReadOnlyList<double> Latencies, IReadOnlyList<ProcessFigures> Processes);

/// <summary>A rate that was held.</summary>
internal sealed record SteadyFigures(double Rate, TimeSpan Length, int Accepted, int Refused, IReadOnlyList<string> Roles, IReadOnlyList<SteadySample> Samples);
