using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;

namespace CaseWorker.Gateway.Reference;

/// <summary>How a route is named in the reference: "POST /api/cases/{caseId}/close".</summary>
internal static partial class RouteKey
{
    /// <summary>One for each method of the endpoint.</summary>
    public static IEnumerable<string> Of(RouteEndpoint endpoint) =>
        (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Select(method => Of(method, endpoint.RoutePattern.RawText ?? ""));

    /// <summary>Constraints, and a slash at the end, are left out.</summary>
    public static string Of(string method, string pattern) => $"{method} /{Constraints().Replace(pattern, "{$1}").Trim('/')}";

    [GeneratedRegex(@"\{\**(\w+)[^}]*\}")]
    private static partial Regex Constraints();
}
