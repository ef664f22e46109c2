using System.Diagnostics;
using CaseWorker.Gateway.Errors;
using CaseWorker.Processing.Enqueue;

namespace CaseWorker.Gateway.Enqueue;

/// <summary>How a request that was not accepted is answered.</summary>
internal static class EnqueueProblem
{
    public static Problem Of(EnqueueResult result) => result switch
    {
        EnqueueResult.Refused refused => Problem.Invalid(refused.Errors),
        EnqueueResult.KeyReused => Problem.KeyReused(),
        EnqueueResult.NotSent notSent => Problem.NotSent(notSent.CaseId),
        EnqueueResult.Unknown unknown => Problem.Unknown(unknown.CaseId),
        _ => throw new UnreachableException("An accepted request is no problem."),
    };
}
