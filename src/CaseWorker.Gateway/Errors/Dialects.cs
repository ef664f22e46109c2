using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.CasesApi;
using CaseWorker.Gateway.HelpCenter;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.Errors;

/// <summary>Which addresses tell their errors in words of their own, the middleware's errors included (spec 9); all others speak RFC 9457.</summary>
internal static class Dialects
{
    private static readonly (Func<PathString, bool> IsHere, Func<Problem, HttpContext, Task> Tell)[] All =
    [
        (CasesApiRoutes.IsHere, CasesApiRoutes.TellAsync),
        (HelpCenterRoutes.IsHere, HelpCenterRoutes.TellAsync),
        (TokenRoutes.IsHere, TokenRoutes.TellAsync),
    ];

    /// <summary>Writes a problem as the response. Null: the address speaks RFC 9457.</summary>
    public static Func<Problem, HttpContext, Task>? Find(PathString path) => All.FirstOrDefault(dialect => dialect.IsHere(path)).Tell;
}
