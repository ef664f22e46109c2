using System.Net.Http.Headers;

namespace CaseWorker.Client;

/// <summary>One logical request, whatever number of times it has to be sent.</summary>
/// <param name="Path">Relative to the client's address, without a slash in front.</param>
internal sealed record Call(HttpMethod Method, string Path)
{
    /// <summary>The body; null: none.</summary>
    public byte[]? Json { get; init; }

    public string? IdempotencyKey { get; init; }

    /// <summary>The version a case must have; null: any.</summary>
    public long? IfVersion { get; init; }

    public string? Prefer { get; init; }

    /// <summary>True: doing it twice does no harm, so it may be sent again when it is not known whether it was done.</summary>
    public bool MayRepeat { get; init; }

    /// <summary>True for an answer of which a part has to be sent again; null: there are no such answers.</summary>
    public Func<Answer, bool>? IsPartlyAway { get; init; }

    public static Call Get(string path) => new(HttpMethod.Get, path) { MayRepeat = true };

    /// <summary>A request is of one use only, so each attempt has its own.</summary>
    public HttpRequestMessage ToRequest(Uri address)
    {
        var request = new HttpRequestMessage(Method, new Uri(address, Path));
        if (Json is not null)
            request.Content = new ByteArrayContent(Json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        if (IdempotencyKey is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", IdempotencyKey);
        if (IfVersion is { } version)
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        if (Prefer is not null)
            request.Headers.TryAddWithoutValidation("Prefer", Prefer);

        return request;
    }
}
