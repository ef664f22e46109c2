using CaseWorker.Benchmarks.Broker;
using CaseWorker.Benchmarks.Cases;
using CaseWorker.Benchmarks.Databases;
using CaseWorker.Benchmarks.Reports;
using CaseWorker.IntegrationTests.Processes;

namespace CaseWorker.Benchmarks.Whole;

/// <summary>Drains filled queues with a worker process and reads its resident memory each second.</summary>
internal sealed class MemoryRun(BenchQueues queues, TemplateDatabase template, ProgramSettings settings)
{
    public async Task<MemoryFigures> RunAsync(int cases)
    {
        // Made on the way: a million bodies need not be held.
        await queues.RefillAsync(Enumerable.Range(1, cases).Select(BenchCase.Of));
        using var folder = template.Copy();
        using var meter = new Meter();
        (MeterReading Meter, long Stored)? middle = null;
        var watching = StoredCounter.WatchAsync(folder.Path, cases, stored =>
        {
            if (stored * 2 >= cases)
                middle ??= (meter.Read(), stored);
        });
        await using var worker = CaseWorkerProcess.Launch(folder.Path, settings.For("worker", folder.Path));
        Meter.Detach();
        using var done = new CancellationTokenSource();
        var sampling = SampleAsync(worker.Id, done.Token);
        if (await Task.WhenAny(watching, worker.UntilExitAsync(Timeout.InfiniteTimeSpan)) != watching)
            throw new InvalidOperationException("The worker ended:\n" + worker.Output);

        await done.CancelAsync();
        var drain = await watching;
        var end = meter.Read();
        await worker.TerminateAsync();
        StoredCheck.Check(folder.Path, cases);
        return new MemoryFigures(drain, await sampling, WorkerFigures.Of(drain, middle!.Value.Stored, middle.Value.Meter, end));
    }

    private static async Task<List<double>> SampleAsync(int processId, CancellationToken done)
    {
        var samples = new List<double>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!done.IsCancellationRequested)
        {
            samples.Add(ProcessMemory.ResidentMiB(processId));
            try
            {
                await timer.WaitForNextTickAsync(done);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        return samples;
    }
}

/// <summary>Resident MiB, a sample each second; and what a case took in the second half, when all code is compiled.</summary>
internal sealed record MemoryFigures(Drain Drain, IReadOnlyList<double> Samples, WorkerFigures SecondHalf);
