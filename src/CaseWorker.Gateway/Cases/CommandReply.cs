using CaseWorker.Gateway.Errors;
using CaseWorker.Processing.Cases.Commands;

namespace CaseWorker.Gateway.Cases;

/// <summary>Why a command was not done.</summary>
internal static class CommandReply
{
    private const int RetryAfterSeconds = 1;

    public static Problem Of(int caseId, CaseResult result) => result switch
    {
        CaseResult.NotFound => Problem.NotFound(),
        CaseResult.NotStoredYet => Problem.Conflict("not-stored-yet", "The case is on its way and not stored yet.") with { CaseId = caseId, RetryAfter = RetryAfterSeconds },
        CaseResult.Parked parked => Problem.Conflict("parked", "The case was parked.") with { Detail = "An operator has to look at it.", CaseId = caseId, ParkedId = parked.ParkedId },
        CaseResult.Stale => Problem.Stale(),
        CaseResult.KeyReused => Problem.KeyReused(),
        CaseResult.Refused refused => Problem.Invalid(refused.Field, $"{refused.Field} {refused.Must}"),
        _ => throw new InvalidOperationException($"The command must have failed, is {result}."),
    };
}
