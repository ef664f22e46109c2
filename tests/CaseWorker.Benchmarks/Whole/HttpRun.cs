using System.Diagnostics;
using CaseWorker.Benchmarks.Broker;
using CaseWorker.Benchmarks.Cases;
using CaseWorker.Benchmarks.Databases;
using CaseWorker.Benchmarks.Reports;
using CaseWorker.IntegrationTests.Processes;

namespace CaseWorker.Benchmarks.Whole;

/// <summary>c: HTTP to stored through the whole program, a gateway and a worker as processes, from the first request to the last stored case.</summary>
internal sealed class HttpRun(BenchQueues queues, TemplateDatabase template, ProgramSettings settings)
{
    /// <param name="perRequest">1: POST /api/cases; more: POST /api/cases/batch with so many.</param>
    /// <param name="clients">Requests under way at a time.</param>
    public async Task<HttpFigures> RunAsync(IReadOnlyList<BenchCase> cases, int perRequest, int clients)
    {
        await queues.RenewAsync();
        using var folder = template.Copy();
        await using var worker = await CaseWorkerProcess.StartAsync(folder.Path, settings.For("worker", folder.Path));
        await using var gateway = await CaseWorkerProcess.StartAsync(folder.Path, settings.For("gateway", folder.Path));
        var watching = StoredCounter.WatchAsync(folder.Path, cases.Count);

        var beganAt = Stopwatch.GetTimestamp();
        using var load = new HttpLoad(gateway.Http.BaseAddress!, template.Key, cases, perRequest);
        var latencies = await load.SendAllAsync(clients);
        var drain = await watching;

        await gateway.TerminateAsync();
        await worker.TerminateAsync();
        StoredCheck.Check(folder.Path, cases.Count);
        return new HttpFigures(drain.PerSecondSince(beganAt), Median.Percentile(latencies, 0.5), Median.Percentile(latencies, 0.99));
    }
}

/// <summary>What the whole program did; the latencies are those of the answers to requests, in milliseconds.</summary>
internal sealed record HttpFigures(double PerSecond, double P50Ms, double P99Ms);
