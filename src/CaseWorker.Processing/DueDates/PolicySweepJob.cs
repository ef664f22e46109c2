using Microsoft.Extensions.Logging;
using Quartz;

namespace CaseWorker.Processing.DueDates;

/// <summary>Each second: looks for cases whose policy has changed. Beside the sweep of stages, which must not wait for it.</summary>
[DisallowConcurrentExecution]
public sealed partial class PolicySweepJob(PolicySweep sweep, ILogger<PolicySweepJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await sweep.RunAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The next second goes on where this one stopped.
            LogFailed(exception);
        }
    }

    [LoggerMessage(8011, LogLevel.Warning, "The due dates of changed policies could not be made this time")]
    private partial void LogFailed(Exception exception);
}
