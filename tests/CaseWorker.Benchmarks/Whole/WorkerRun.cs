using CaseWorker.Benchmarks.Broker;
using CaseWorker.Benchmarks.Cases;
using CaseWorker.Benchmarks.Databases;
using CaseWorker.Benchmarks.Reports;
using CaseWorker.IntegrationTests.Processes;

namespace CaseWorker.Benchmarks.Whole;

/// <summary>b: CaseWorker's worker, a process of its own, drains the filled queues.</summary>
internal sealed class WorkerRun(BenchQueues queues, TemplateDatabase template, ProgramSettings settings, string roles = "worker")
{
    // The meter writes ten times a second: after this long it has written what it counted up to the end.
    private static readonly TimeSpan MeterLag = TimeSpan.FromMilliseconds(250);

    public async Task<WorkerFigures> RunAsync(IReadOnlyList<BenchCase> cases)
    {
        await queues.RefillAsync(cases);
        using var folder = template.Copy();
        using var meter = new Meter();
        MeterReading? begin = null;
        var watching = StoredCounter.WatchAsync(folder.Path, cases.Count, _ => begin ??= meter.Read());
        await using var worker = CaseWorkerProcess.Launch(folder.Path, settings.For(roles, folder.Path));
        Meter.Detach();
        if (await Task.WhenAny(watching, worker.UntilExitAsync(Timeout.InfiniteTimeSpan)) != watching)
            throw new InvalidOperationException("The worker ended:\n" + worker.Output);

        var drain = await watching;
        await Task.Delay(MeterLag);
        var end = meter.Read();
        await worker.TerminateAsync();
        StoredCheck.Check(folder.Path, cases.Count);
        return WorkerFigures.Of(drain, drain.First, begin!, end);
    }
}

/// <summary>What a worker did.</summary>
internal sealed record WorkerFigures(double PerSecond, double BytesPerCase, double CpuMsPerCase, double PauseMs)
{
    /// <param name="since">So many were stored at the reading of <paramref name="begin"/>.</param>
    public static WorkerFigures Of(Drain drain, long since, MeterReading begin, MeterReading end)
    {
        var seen = Math.Max(1, drain.Stored - since);
        return new WorkerFigures(
            drain.PerSecond,
            (double)(end.AllocatedBytes - begin.AllocatedBytes) / seen,
            (double)(end.CpuMs - begin.CpuMs) / seen,
            end.PauseMs - begin.PauseMs);
    }
}
