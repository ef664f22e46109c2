using CaseWorker.Processing.Access;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.Access;

/// <summary>What a request presents: a key in one of three headers, on every route, or a token.</summary>
/// <param name="Text">Secret: never to be logged, nor written into an answer.</param>
/// <param name="IsBearer">Whether it may be a token: only <c>Authorization: Bearer</c> carries those.</param>
internal readonly record struct PresentedKey(string Text, bool IsBearer)
{
    private const string Bearer = "Bearer ";

    /// <summary>The first that is there of X-Api-Key, Authorization: Bearer, X-FuseDesk-API-Key; null: none.</summary>
    public static PresentedKey? Of(IHeaderDictionary headers) =>
        OfKey(headers, "X-Api-Key") ?? OfAuthorization(headers) ?? OfKey(headers, "X-FuseDesk-API-Key");

    /// <summary>Who presents it, as things are now; null: nobody.</summary>
    public Caller? Find(KeyRing keys, TokenDesk tokens) => (IsBearer ? tokens.Find(Text) : null) ?? keys.Find(Text);

    private static PresentedKey? OfKey(IHeaderDictionary headers, string name) => Single(headers, name) is { } key ? new PresentedKey(key, IsBearer: false) : null;

    private static PresentedKey? OfAuthorization(IHeaderDictionary headers) =>
        Single(headers, "Authorization") is { } value && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? new PresentedKey(value[Bearer.Length..].Trim(), IsBearer: true)
            : null;

    private static string? Single(IHeaderDictionary headers, string name) =>
        headers.TryGetValue(name, out var values) && values is [{ Length: > 0 } value] ? value : null;

    // A record would print its members, into a log for example.
    public override string ToString() => nameof(PresentedKey);
}
