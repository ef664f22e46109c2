using CaseWorker.Gateway.Errors;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.Reference;

/// <summary>One error of each status, for the reference.</summary>
internal static class ErrorExamples
{
    public static Problem Of(int status) => status switch
    {
        StatusCodes.Status400BadRequest => Problem.Invalid("subject", "subject must not be blank."),
        StatusCodes.Status403Forbidden => Problem.NoScope("cases:write"),
        StatusCodes.Status409Conflict => Problem.Conflict("not-stored-yet", "The case is on its way and not stored yet.") with { CaseId = 1001 },
        StatusCodes.Status412PreconditionFailed => Problem.Stale(),
        StatusCodes.Status413PayloadTooLarge => Problem.TooLarge(1 << 20),
        StatusCodes.Status415UnsupportedMediaType => Problem.UnsupportedType("application/json"),
        StatusCodes.Status422UnprocessableEntity => Problem.KeyReused(),
        StatusCodes.Status429TooManyRequests => Problem.TooManyBadKeys(60),
        StatusCodes.Status503ServiceUnavailable => Problem.DatabaseAway(),
        _ => Problem.OfStatus(status),
    };
}
