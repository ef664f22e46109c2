namespace CaseWorker.Gateway.Browsers;

/// <summary>What a route's page may load, as the header Content-Security-Policy says it.</summary>
internal sealed record PagePolicy(string ContentSecurityPolicy)
{
    /// <summary>Of answers that are no pages.</summary>
    public const string Nothing = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Scripts and styles of this program only, those within the page included.</summary>
    public static PagePolicy Own { get; } = new(
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'");
}
