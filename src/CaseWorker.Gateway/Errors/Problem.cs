using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.Errors;

/// <summary>An error as RFC 9457 tells it: <c>application/problem+json</c>. Members that say nothing are left out.</summary>
public sealed record Problem : IResult
{
    private const string TypePrefix = "urn:caseworker:problem:";

    private Problem(int status, string word, string title, string? detail)
    {
        Status = status;
        Type = TypePrefix + word;
        Title = title;
        Detail = detail;
    }

    /// <summary>"urn:caseworker:problem:" and a word that programs can rely on.</summary>
    [JsonPropertyName("type")]
    public string Type { get; }

    [JsonPropertyName("title")]
    public string Title { get; }

    /// <summary>The HTTP status, repeated.</summary>
    [JsonPropertyName("status")]
    public int Status { get; }

    /// <summary>What to do about it, for people; never anything internal.</summary>
    [JsonPropertyName("detail"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <summary>Sentences by the name of the member; "$" is the whole body.</summary>
    [JsonPropertyName("errors"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>The id that was given to the case, where one was.</summary>
    [JsonPropertyName("caseId"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? CaseId { get; init; }

    /// <summary>The parked message that stands for the case.</summary>
    [JsonPropertyName("parkedId"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ParkedId { get; init; }

    /// <summary>The header Retry-After in seconds; null: none.</summary>
    [JsonIgnore]
    public int? RetryAfter { get; init; }

    /// <summary>400: values that are wrong, all at once.</summary>
    public static Problem Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        new(StatusCodes.Status400BadRequest, "invalid", "The request is not valid.", null) { Errors = errors };

    /// <summary>400: one value that is wrong.</summary>
    public static Problem Invalid(string name, string sentence) => Invalid(new Dictionary<string, string[]> { [name] = [sentence] });

    /// <summary>401.</summary>
    public static Problem NoKey() =>
        new(StatusCodes.Status401Unauthorized, "no-key", "A valid key is needed.", "Send it as X-Api-Key, as Authorization: Bearer, or as X-FuseDesk-API-Key.");

    /// <summary>403.</summary>
    public static Problem NoScope(string scopes) =>
        new(StatusCodes.Status403Forbidden, "no-scope", "The key does not allow this.", $"It needs: {scopes}.");

    /// <summary>404: also for what exists in another hub.</summary>
    public static Problem NotFound() => new(StatusCodes.Status404NotFound, "not-found", "There is no such thing.", null);

    /// <summary>409: the case can't be read or changed as things stand.</summary>
    public static Problem Conflict(string word, string title) => new(StatusCodes.Status409Conflict, word, title, null);

    /// <summary>412: somebody else changed it meanwhile.</summary>
    public static Problem Stale() =>
        new(StatusCodes.Status412PreconditionFailed, "stale", "The version is not that of If-Match.", "Read it again, and decide again.");

    /// <summary>413.</summary>
    public static Problem TooLarge(int limit) =>
        new(StatusCodes.Status413PayloadTooLarge, "too-large", "The body is too large.", $"It must be shorter than {limit.ToString(CultureInfo.InvariantCulture)} bytes.");

    /// <summary>415.</summary>
    public static Problem UnsupportedType(string accepted) =>
        new(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "The content type is not supported.", $"Send {accepted}.");

    /// <summary>422: the Idempotency-Key came before with another request.</summary>
    public static Problem KeyReused() =>
        new(StatusCodes.Status422UnprocessableEntity, "key-reused", "The Idempotency-Key was used for another request.", "Send the request that was sent first, or take a new key.");

    /// <summary>422: the case was accepted, but waits for an operator.</summary>
    public static Problem Parked(int caseId, long parkedId) =>
        new(StatusCodes.Status422UnprocessableEntity, "parked", "The case was parked.", "An operator has to look at it.") { CaseId = caseId, ParkedId = parkedId };

    /// <summary>429: many wrong keys came from the caller's address.</summary>
    public static Problem TooManyBadKeys(int retryAfter) =>
        new(StatusCodes.Status429TooManyRequests, "too-many-bad-keys", "Too many wrong keys came from this address.", "A valid key passes at once.") { RetryAfter = retryAfter };

    /// <summary>503: nothing was accepted.</summary>
    public static Problem NotSent(int? caseId) =>
        new(StatusCodes.Status503ServiceUnavailable, "not-sent", "The case was not accepted.", "Try again later.") { CaseId = caseId, RetryAfter = 5 };

    /// <summary>503: perhaps accepted, perhaps not.</summary>
    public static Problem Unknown(int? caseId) =>
        new(StatusCodes.Status503ServiceUnavailable, "outcome-unknown", "It is not known whether the case was accepted.", "Trying again with the same Idempotency-Key is safe.")
        {
            CaseId = caseId,
            RetryAfter = 5,
        };

    /// <summary>503: nothing was read or changed.</summary>
    public static Problem DatabaseAway() =>
        new(StatusCodes.Status503ServiceUnavailable, "database-away", "The database does not answer.", "Try again later.") { RetryAfter = 5 };

    /// <summary>503: no more listeners can be borne.</summary>
    public static Problem TooManyStreams() =>
        new(StatusCodes.Status503ServiceUnavailable, "too-many-streams", "Too many streams of events are open.", "Close one, or try another gateway.") { RetryAfter = 10 };

    /// <summary>Any other status, told in the words of HTTP.</summary>
    public static Problem OfStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => NoKey(),
        StatusCodes.Status404NotFound => NotFound(),
        StatusCodes.Status405MethodNotAllowed => new(status, "method-not-allowed", "This address does not know the method.", null),
        StatusCodes.Status414UriTooLong => new(
            status, "address-too-long", "The address is too long.", $"It must be at most {ErrorsRegistration.MaxAddress.ToString(CultureInfo.InvariantCulture)} bytes; a body may be longer."),
        StatusCodes.Status500InternalServerError => new(status, "internal", "Something went wrong here.", "The log of the gateway says what."),
        _ => new(status, "http", Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status), null),
    };

    /// <summary>Writes it as the response, which must not have begun, in the words of the API that was asked.</summary>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (Dialects.Find(httpContext.Request.Path) is { } tell)
            return tell(this, httpContext);

        var response = httpContext.Response;
        response.StatusCode = Status;
        if (RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (Status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Bearer";

        return response.WriteAsJsonAsync(this, GatewayJson.Plain.Problem, "application/problem+json", httpContext.RequestAborted);
    }
}
