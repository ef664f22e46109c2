using CaseWorker.Storage;
using CaseWorker.Storage.DueDates;
using CaseWorker.Storage.Failpoints;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.DueDates;

/// <summary>Fires the stages whose time has come (spec 4), as many as there are.</summary>
/// <remarks>
/// Each claim is one transaction that takes its turn at the cursor, so several schedulers alternate. What a claim fires is decided by
/// the rows that it locked: a stage is behind its case in the same commit that fires it.
/// </remarks>
public sealed partial class DueSweep(Database database, TimeProvider clock, ILogger<DueSweep> logger)
{
    /// <summary>How many cases one transaction claims at most.</summary>
    public const int StepSize = 500;

    private const int MaxTries = 5;
    private static readonly TimeSpan WorthALine = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SetAsideFor = TimeSpan.FromHours(1);

    /// <summary>Fires until nothing is due.</summary>
    /// <returns>How many stages fired.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var fired = 0;
        var lateness = TimeSpan.Zero;
        while (await IsDueAsync(cancellation))
        {
            var step = await StepAsync(cancellation);
            await Failpoint.HitAsync(FailpointNames.DueAfterCommit, cancellation);
            fired += step.Fired;
            lateness = step.Lateness > lateness ? step.Lateness : lateness;
        }

        if (lateness > WorthALine)
            LogCaughtUp(fired, lateness);

        return fired;
    }

    // Without a lock and without a write: mostly there is nothing to do.
    private async Task<bool> IsDueAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return await database.ReadAsync(session => DueSweepStore.FindFirstAsync(session, now), cancellation) is not null;
    }

    private async Task<(int Fired, TimeSpan Lateness)> StepAsync(CancellationToken cancellation)
    {
        try
        {
            return await StepAsync(StepSize, row => { }, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && !database.IsTransient(exception))
        {
            LogOneByOne(exception);
            return await StepOneByOneAsync(cancellation);
        }
    }

    // One bad case must not hold up the others (promise 4): until it is found, each case has its own transaction.
    private async Task<(int Fired, TimeSpan Lateness)> StepOneByOneAsync(CancellationToken cancellation)
    {
        var fired = 0;
        var lateness = TimeSpan.Zero;
        for (var count = 0; count < StepSize && await IsDueAsync(cancellation); count++)
        {
            int? caseId = null;
            try
            {
                var step = await StepAsync(1, row => caseId = row.CaseId, cancellation);
                fired += step.Fired;
                lateness = step.Lateness > lateness ? step.Lateness : lateness;
            }
            catch (Exception exception) when (caseId is not null && !cancellation.IsCancellationRequested && !database.IsTransient(exception))
            {
                await SetAsideAsync(caseId.Value, exception, cancellation);
                break;
            }
        }

        return (fired, lateness);
    }

    // Where the database as a whole refuses to write, this fails too, and nothing is set aside.
    private async Task SetAsideAsync(int caseId, Exception exception, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var until = now + SetAsideFor;
        await database.WriteAsync(session => DueSweepStore.SetAsideAsync(session, caseId, now, until), cancellation);
        LogSetAside(exception, caseId, until);
    }

    private async Task<(int Fired, TimeSpan Lateness)> StepAsync(int top, Action<DueCaseRow> onClaimed, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await database.WriteAsync(session => StepAsync(session, top, onClaimed, cancellation), cancellation, top);
            }
            catch (Exception exception) when (tries < MaxTries && !cancellation.IsCancellationRequested && database.IsTransient(exception))
            {
                // A claim holds many cases at once, so it can lose to a command or to another sweep. If it was committed after all, the next finds nothing of it.
                LogTriedAgain(exception);
            }
        }
    }

    private async Task<(int Fired, TimeSpan Lateness)> StepAsync(Session session, int top, Action<DueCaseRow> onClaimed, CancellationToken cancellation)
    {
        await DueSweepStore.TakeTurnAsync(session, "sweep", clock.GetUtcNow());

        // Asked after the wait for the turn.
        var now = clock.GetUtcNow();
        var claimed = await DueSweepStore.ClaimAsync(session, now, top);
        var rows = new SweepRows(now);
        foreach (var row in claimed)
        {
            onClaimed(row);
            rows.Add(row);
        }

        await rows.WriteAsync(session);
        await Failpoint.HitAsync(FailpointNames.DueBeforeCommit, cancellation);
        return (rows.Count, rows.Lateness);
    }

    [LoggerMessage(8000, LogLevel.Warning, "{Fired} due stages fired, the latest of them {Lateness} after its time")]
    private partial void LogCaughtUp(int fired, TimeSpan lateness);

    [LoggerMessage(8001, LogLevel.Information, "A claim of due stages is tried again")]
    private partial void LogTriedAgain(Exception exception);

    [LoggerMessage(8003, LogLevel.Information, "A claim of due stages failed, its cases are fired one by one")]
    private partial void LogOneByOne(Exception exception);

    [LoggerMessage(8004, LogLevel.Error, "The due stages of case {CaseId} cannot be fired; it is set aside and tried again at {Until}, the other cases go on")]
    private partial void LogSetAside(Exception exception, int caseId, DateTimeOffset until);
}
