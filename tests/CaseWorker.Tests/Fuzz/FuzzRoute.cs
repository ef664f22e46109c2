using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace CaseWorker.Tests.Fuzz;

/// <summary>A route as the program maps it.</summary>
/// <param name="Methods">Empty: any.</param>
internal sealed record FuzzRoute(string Pattern, IReadOnlyList<string> Methods, IReadOnlyList<RoutePatternPathSegment> Segments)
{
    /// <summary>How tests name it: method and pattern, without constraints.</summary>
    public string Name { get; } = $"{(Methods.Count == 0 ? "ANY" : string.Join('|', Methods))} {Pattern}";

    public static FuzzRoute Of(RouteEndpoint endpoint) => new(
        "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(TextOf)),
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [],
        endpoint.RoutePattern.PathSegments);

    private static string TextOf(RoutePatternPathSegment segment) => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        _ => throw new InvalidOperationException($"Unknown part {part}."),
    }));
}
