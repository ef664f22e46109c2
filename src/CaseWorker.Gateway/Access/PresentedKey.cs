using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.Access;

/// <summary>Finds the key in a request: three headers, on every route.</summary>
internal static class PresentedKey
{
    private const string Bearer = "Bearer ";

    /// <summary>The first that is there of X-Api-Key, Authorization: Bearer, X-FuseDesk-API-Key; null: none.</summary>
    public static string? Of(IHeaderDictionary headers) =>
        Single(headers, "X-Api-Key") ?? OfAuthorization(headers) ?? Single(headers, "X-FuseDesk-API-Key");

    private static string? OfAuthorization(IHeaderDictionary headers) =>
        Single(headers, "Authorization") is { } value && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? value[Bearer.Length..].Trim()
            : null;

    private static string? Single(IHeaderDictionary headers, string name) =>
        headers.TryGetValue(name, out var values) && values is [{ Length: > 0 } value] ? value : null;
}
