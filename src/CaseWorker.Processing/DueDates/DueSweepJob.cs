using Microsoft.Extensions.Logging;
using Quartz;

namespace CaseWorker.Processing.DueDates;

/// <summary>Each second: fires the stages whose time has come.</summary>
[DisallowConcurrentExecution]
public sealed partial class DueSweepJob(DueSweep sweep, ILogger<DueSweepJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await sweep.RunAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The next second tries again; a job that throws would be taken off the schedule after a few times.
            LogFailed(exception);
        }
    }

    [LoggerMessage(8002, LogLevel.Warning, "The due stages could not be fired this time")]
    private partial void LogFailed(Exception exception);
}
