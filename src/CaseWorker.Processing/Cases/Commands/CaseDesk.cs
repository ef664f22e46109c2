using CaseWorker.Processing.Catalogs;
using CaseWorker.Storage;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.Cases.Commands;

/// <summary>The one door through which stored cases are changed by people and programs.</summary>
/// <remarks>Each command is one transaction that locks the case, so commands about a case take turns and each sees what the one before left.</remarks>
public sealed partial class CaseDesk(
    Database database,
    CatalogCache catalogs,
    CaseFinder finder,
    Random random,
    TimeProvider clock,
    ILogger<CaseDesk> logger)
{
    private const int MaxTries = 5;

    /// <summary>Does the command, or says why not.</summary>
    /// <exception cref="Exception">
    /// The database is away or failed: nothing was changed, except that a connection lost during the commit leaves the outcome unknown.
    /// </exception>
    public async Task<CaseResult> RunAsync(CaseTarget target, CaseCommand command, CancellationToken cancellation)
    {
        if (CommandRule.Check(command) is { } refused)
            return refused;

        while (true)
        {
            var result = await WriteAsync(target, command, cancellation);
            if (result is CaseResult.NotFound)
                result = await LookElsewhereAsync(target, cancellation);

            if (result is not null)
                return result;
        }
    }

    private async Task<CaseResult?> WriteAsync(CaseTarget target, CaseCommand command, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            var isDeciding = false;
            try
            {
                return await database.WriteAsync(
                    async session =>
                    {
                        isDeciding = true;
                        var catalog = await catalogs.RefreshAsync(session);
                        var result = await new CaseTransaction(session, catalog, target, command, random, clock.GetUtcNow()).RunAsync();
                        isDeciding = false;
                        return result;
                    },
                    cancellation);
            }
            catch (Exception exception) when (
                isDeciding && tries < MaxTries && !cancellation.IsCancellationRequested && (database.IsDuplicate(exception) || database.IsTransient(exception)))
            {
                // Before the commit began nothing can have been written: the loser of a deadlock, or of a race for the same set of reps, tries again.
                LogTriedAgain(exception, target.CaseId, command.GetType().Name);
            }
        }
    }

    // Null: it was stored between the two looks.
    private async Task<CaseResult?> LookElsewhereAsync(CaseTarget target, CancellationToken cancellation) =>
        await finder.FindAsync(target.CaseId, target.HubId, cancellation) switch
        {
            CaseAnswer.OnItsWay => new CaseResult.NotStoredYet(),
            CaseAnswer.Parked parked => new CaseResult.Parked(parked.ParkedId),
            CaseAnswer.Stored => null,
            _ => new CaseResult.NotFound(),
        };

    [LoggerMessage(2400, LogLevel.Information, "Case {CaseId}: {Command} is tried again")]
    private partial void LogTriedAgain(Exception exception, int caseId, string command);
}
