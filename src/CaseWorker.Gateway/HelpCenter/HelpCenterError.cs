using System.Globalization;
using CaseWorker.Gateway.Errors;
using CaseWorker.Processing.Cases.Commands;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.HelpCenter;

/// <summary>An error as the clients of the HelpCenter API read it: <c>{"error":"sortBy","message":"…"}</c> (spec 7).</summary>
/// <param name="Word">For programs: the document's "Message", which for a wrong value is the name of its parameter.</param>
/// <param name="Message">For people: the document's "Description".</param>
internal sealed record HelpCenterError(int Status, string Word, string Message) : IResult
{
    /// <summary>The header Retry-After in seconds; null: none.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>403: the key has no access level of this API, or not the scope.</summary>
    public static HelpCenterError AccessDenied() => new(StatusCodes.Status403Forbidden, "access_denied", "Insufficient access level");

    /// <summary>422: no help center, or not that of the caller's hub.</summary>
    public static HelpCenterError HelpCenterId() => Invalid("id", "Invalid helpcenterId");

    /// <summary>422: a value that can't be.</summary>
    public static HelpCenterError Invalid(string parameter, string message) => new(StatusCodes.Status422UnprocessableEntity, parameter, message);

    /// <summary>404: no conversation of the hub has the id.</summary>
    public static HelpCenterError NoConversation() => new(StatusCodes.Status404NotFound, "id", "Conversationid not found");

    /// <summary>415.</summary>
    public static HelpCenterError Format() => new(
        StatusCodes.Status415UnsupportedMediaType,
        "unsupported_media_type",
        "The content type is not supported: send application/json, application/x-www-form-urlencoded or multipart/form-data.");

    /// <summary>Why a conversation was not changed.</summary>
    public static HelpCenterError Of(CaseResult result) => result switch
    {
        CaseResult.NotStoredYet => new(StatusCodes.Status409Conflict, "case", "The case is on its way and not stored yet.") { RetryAfter = 1 },
        CaseResult.Parked => new(StatusCodes.Status409Conflict, "case", "The case was parked; an operator has to look at it."),
        CaseResult.Refused { Field: "status" } => Invalid("state", "Invalid state. Use UNHANDLED, HANDLING or CLOSED."),
        CaseResult.Refused { Field: "phoneNumber" } => Invalid("phoneNumber", "Invalid phone number"),
        CaseResult.Refused { Field: "emailAddress" } => Invalid("emailAddress", "Invalid email address"),
        CaseResult.Refused refused => Invalid(refused.Field, $"{refused.Field} {refused.Must}"),
        _ => new(StatusCodes.Status404NotFound, "case", "Case not found"),
    };

    /// <summary>An error of the middleware, or of what all APIs share, in this API's words.</summary>
    public static HelpCenterError Of(Problem problem) => problem.Status switch
    {
        StatusCodes.Status401Unauthorized => new(problem.Status, "unauthorized", SentenceOf(problem)),
        StatusCodes.Status403Forbidden => AccessDenied(),
        StatusCodes.Status404NotFound => new(problem.Status, "not_found", SentenceOf(problem)),
        StatusCodes.Status405MethodNotAllowed => new(problem.Status, "method_not_allowed", SentenceOf(problem)),
        StatusCodes.Status413PayloadTooLarge => new(problem.Status, "too_large", SentenceOf(problem)),
        StatusCodes.Status415UnsupportedMediaType => Format(),
        StatusCodes.Status429TooManyRequests => new(problem.Status, "too_many_requests", SentenceOf(problem)) { RetryAfter = problem.RetryAfter },
        StatusCodes.Status503ServiceUnavailable => new(problem.Status, "unavailable", SentenceOf(problem)) { RetryAfter = problem.RetryAfter },
        >= 500 => new(problem.Status, "internal_error", SentenceOf(problem)),
        _ => new(problem.Status, "bad_request", SentenceOf(problem)) { RetryAfter = problem.RetryAfter },
    };

    /// <summary>Writes it as the response, which must not have begun.</summary>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        if (RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (Status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Bearer";

        return response.WriteAsJsonAsync(new HelpCenterErrorBody(Word, Message), HelpCenterJson.Plain.HelpCenterErrorBody, cancellationToken: httpContext.RequestAborted);
    }

    private static string SentenceOf(Problem problem) => problem.Detail is null ? problem.Title : $"{problem.Title} {problem.Detail}";
}
