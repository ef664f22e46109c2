using CaseWorker.Processing.Intake;
using Microsoft.Extensions.Logging;
using Quartz;

namespace CaseWorker.Processing.Assignment;

/// <summary>Each second: runs held messages that may run, releases cases of absent reps, serves the lines.</summary>
[DisallowConcurrentExecution]
public sealed partial class LineSweepJob(LineSweep sweep, HeldRunner heldRunner, ILogger<LineSweepJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await TryAsync(heldRunner.RunAsync, cancellationToken);
        await TryAsync(sweep.RunAsync, cancellationToken);
    }

    private async Task TryAsync(Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        try
        {
            await work(cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            // The next second tries again; a job that throws would be taken off the schedule after a few times.
            LogFailed(exception);
        }
    }

    [LoggerMessage(4001, LogLevel.Warning, "The lines could not be served this time")]
    private partial void LogFailed(Exception exception);
}
