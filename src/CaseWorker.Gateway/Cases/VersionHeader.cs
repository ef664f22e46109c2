using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CaseWorker.Gateway.Cases;

/// <summary>The version of a case as the headers ETag and If-Match have it: a whole number in quotes.</summary>
internal static class VersionHeader
{
    public static void Set(HttpResponse response, long version) =>
        response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Null: every version is right. Empty: none is, since what was sent is no version of ours.</summary>
    public static IReadOnlyList<long>? VersionsAskedFor(IHeaderDictionary headers)
    {
        if (headers.IfMatch.Count == 0)
            return null;
        if (!EntityTagHeaderValue.TryParseStrictList([.. headers.IfMatch.OfType<string>()], out var tags))
            return [];
        if (tags.Contains(EntityTagHeaderValue.Any))
            return null;

        return [.. tags.Where(tag => !tag.IsWeak).Select(VersionOf).OfType<long>()];
    }

    private static long? VersionOf(EntityTagHeaderValue tag) =>
        long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
}
