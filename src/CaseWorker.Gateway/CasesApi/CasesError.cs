using System.Globalization;
using System.Text;
using CaseWorker.Gateway.Errors;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.CasesApi;

/// <summary>An error as the clients of the Cases API read it: <c>{"error":"…"}</c> and two headers (spec 5).</summary>
/// <param name="Code">A word for programs, in the header <c>X-FuseDesk-Error-Code</c>.</param>
/// <param name="Sentence">For people: the body, and the header <c>X-FuseDesk-Error</c>.</param>
internal sealed record CasesError(int Status, string Code, string Sentence) : IResult
{
    private const string Prefix = "api_error_";

    /// <summary>The header Retry-After in seconds; null: none.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>404: no such thing in the caller's hub.</summary>
    public static CasesError NotFound(string what = "There is no such thing.") => new(StatusCodes.Status404NotFound, Prefix + "notfound", what);

    /// <summary>404: a body that is not read here. The document has no other code for it.</summary>
    public static CasesError Format() => new(
        StatusCodes.Status404NotFound,
        Prefix + "format",
        "The content type is not supported: send application/x-www-form-urlencoded, multipart/form-data or application/json.");

    /// <summary>422: what was sent can't be.</summary>
    public static CasesError Invalid(string sentence) => new(StatusCodes.Status422UnprocessableEntity, Prefix + "invalid", sentence);

    /// <summary>409: accepted, but not stored yet.</summary>
    public static CasesError NotStoredYet() =>
        new(StatusCodes.Status409Conflict, Prefix + "notstored", "The case is on its way and not stored yet.") { RetryAfter = 1 };

    /// <summary>422: it could not become a case.</summary>
    public static CasesError Parked() => new(StatusCodes.Status422UnprocessableEntity, Prefix + "parked", "The case was parked; an operator has to look at it.");

    /// <summary>429: the key has had its requests of this hour.</summary>
    public static CasesError TooMany(TimeSpan untilNextHour) =>
        new(StatusCodes.Status429TooManyRequests, Prefix + "ratelimit", "The key has had all requests of this hour.")
        {
            RetryAfter = Math.Max(1, (int)Math.Ceiling(untilNextHour.TotalSeconds)),
        };

    /// <summary>An error of the middleware, or of what all APIs share, in this API's words.</summary>
    public static CasesError Of(Problem problem) => problem.Status switch
    {
        StatusCodes.Status400BadRequest or StatusCodes.Status422UnprocessableEntity => Invalid(SentenceOf(problem)),
        StatusCodes.Status401Unauthorized => new(problem.Status, Prefix + "nokey", SentenceOf(problem)),
        StatusCodes.Status403Forbidden => new(problem.Status, Prefix + "noscope", SentenceOf(problem)),
        StatusCodes.Status404NotFound => NotFound(),

        // The document has one code for methods and things that do not exist.
        StatusCodes.Status405MethodNotAllowed => new(StatusCodes.Status404NotFound, Prefix + "method", "This address does not know the method."),
        StatusCodes.Status415UnsupportedMediaType => Format(),
        StatusCodes.Status413PayloadTooLarge => new(problem.Status, Prefix + "toolarge", SentenceOf(problem)),
        StatusCodes.Status429TooManyRequests => new(problem.Status, Prefix + "ratelimit", SentenceOf(problem)) { RetryAfter = problem.RetryAfter },
        StatusCodes.Status503ServiceUnavailable => new(problem.Status, Prefix + "unavailable", SentenceOf(problem)) { RetryAfter = problem.RetryAfter },
        >= 500 => new(problem.Status, Prefix + "internal", SentenceOf(problem)),
        _ => new(problem.Status, Prefix + "other", SentenceOf(problem)) { RetryAfter = problem.RetryAfter },
    };

    /// <summary>Writes it as the response, which must not have begun.</summary>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.Headers["X-FuseDesk-Error-Code"] = Code;
        response.Headers["X-FuseDesk-Error"] = InHeader(Sentence);
        if (RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (Status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Bearer";

        return response.WriteAsJsonAsync(new ErrorObject(Sentence), CasesApiJson.Plain.ErrorObject, cancellationToken: httpContext.RequestAborted);
    }

    private static string SentenceOf(Problem problem) => problem.Errors is { Count: > 0 } errors
        ? string.Join(' ', errors.Values.SelectMany(sentences => sentences))
        : problem.Detail is null ? problem.Title : $"{problem.Title} {problem.Detail}";

    // A header holds plain ASCII on one line.
    private static string InHeader(string sentence)
    {
        const int MaxLength = 1000;
        var text = new StringBuilder(Math.Min(sentence.Length, MaxLength));
        foreach (var c in sentence.AsSpan(0, Math.Min(sentence.Length, MaxLength)))
            text.Append(c is >= ' ' and < '\x7f' ? c : '?');

        return text.ToString();
    }
}
