using System.Globalization;
using CaseWorker.Gateway.Errors;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.Access;

/// <summary>An error as clients of OAuth 2 read it (RFC 6749, 5.2).</summary>
/// <param name="Word">A word of the RFC, in the body's <c>error</c>.</param>
internal sealed record TokenError(int Status, string Word, string Description) : IResult
{
    /// <summary>The header Retry-After in seconds; null: none.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>400: the request says too little, or too much.</summary>
    public static TokenError InvalidRequest(string description) => new(StatusCodes.Status400BadRequest, "invalid_request", description);

    /// <summary>401: no valid key, or, but for api-user, not of this name. Which of them is not told.</summary>
    public static TokenError InvalidClient() =>
        new(StatusCodes.Status401Unauthorized, "invalid_client", "client_id must be the name of a valid key, and client_secret the key.");

    /// <summary>400: whoever has the key does not know its name.</summary>
    public static TokenError InvalidGrant() => new(StatusCodes.Status400BadRequest, "invalid_grant", "client_id must be the name of the key.");

    /// <summary>400.</summary>
    public static TokenError UnsupportedGrant() =>
        new(StatusCodes.Status400BadRequest, "unsupported_grant_type", "grant_type must be client_credentials or api-user.");

    /// <summary>An error of the middleware, or of what all APIs share, in these words.</summary>
    public static TokenError Of(Problem problem) => problem.Status switch
    {
        StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable => new(problem.Status, "temporarily_unavailable", problem.Title) { RetryAfter = problem.RetryAfter },
        >= 500 => new(problem.Status, "server_error", problem.Title) { RetryAfter = problem.RetryAfter },
        _ => new(problem.Status, "invalid_request", problem.Title) { RetryAfter = problem.RetryAfter },
    };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";
        response.Headers.Pragma = "no-cache";
        if (RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (Status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Basic realm=\"caseworker\", charset=\"UTF-8\"";

        return response.WriteAsJsonAsync(new TokenErrorObject(Word, Description), TokenJson.Plain.TokenErrorObject, cancellationToken: httpContext.RequestAborted);
    }
}
