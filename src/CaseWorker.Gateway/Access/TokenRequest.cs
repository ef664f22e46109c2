using CaseWorker.Gateway.Enqueue;
using CaseWorker.Gateway.Errors;
using CaseWorker.Processing.Enqueue;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace CaseWorker.Gateway.Access;

/// <summary>What a client of OAuth 2 sends for a token: a form, with its name and secret in it or in <c>Authorization: Basic</c>.</summary>
internal sealed record TokenRequest(string GrantType, string ClientId, string ClientSecret)
{
    private const int MaxBody = 16 * 1024;

    /// <summary>The request, or why it is none. What is not asked for, like scope, is ignored.</summary>
    public static async Task<(TokenRequest? Request, IResult? Error)> ReadAsync(HttpRequest request)
    {
        if (BodyFormat.Of(request) is not { IsForm: true } format)
            return (null, TokenError.InvalidRequest("Send application/x-www-form-urlencoded."));
        if (await BodyReader.ReadAsync(request, MaxBody) is not { } body)
            return (null, Problem.TooLarge(MaxBody));
        if (FormOf(format.ToUtf8(body).Span) is not { } form)
            return (null, TokenError.InvalidRequest("The body must be a form."));
        if (form.FirstOrDefault(field => field.Value.Count > 1).Key is { } repeated && repeated is "grant_type" or "client_id" or "client_secret")
            return (null, TokenError.InvalidRequest($"{repeated} must be given once."));

        return Read(request.Headers, form);
    }

    private static (TokenRequest? Request, IResult? Error) Read(IHeaderDictionary headers, Dictionary<string, StringValues> form)
    {
        var (id, secret) = (TextOf(form, "client_id"), TextOf(form, "client_secret"));
        if (headers.Authorization is [{ Length: > 0 } authorization])
        {
            if (BasicCredentials.Read(authorization) is not { } basic)
                return (null, TokenError.InvalidClient());
            if (secret is not null || (id is not null && id != basic.Id))
                return (null, TokenError.InvalidRequest("Name and secret must come in the form or as Authorization: Basic, not in both."));

            (id, secret) = basic;
        }

        if (TextOf(form, "grant_type") is not { } grant)
            return (null, TokenError.InvalidRequest("grant_type must be given."));

        return id is null || secret is null ? (null, TokenError.InvalidClient()) : (new TokenRequest(grant, id, secret), null);
    }

    private static Dictionary<string, StringValues>? FormOf(ReadOnlySpan<byte> body) => UrlEncodedForm.Read(body)?
        .GroupBy(field => field.Name, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(group => group.Key, group => new StringValues([.. group.Select(field => field.Value)]), StringComparer.OrdinalIgnoreCase);

    private static string? TextOf(Dictionary<string, StringValues> form, string name) => form.TryGetValue(name, out var values) && values is [{ Length: > 0 } value] ? value : null;

    // A record would print its members, into a log for example.
    public override string ToString() => nameof(TokenRequest);
}
