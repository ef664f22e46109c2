namespace CaseWorker.Gateway.Browsers;

/// <summary>Which pages of other origins may call from a browser. Section "Cors".</summary>
public sealed class CorsOptions
{
    /// <summary>The section's name in the configuration.</summary>
    public const string Section = "Cors";

    /// <summary>Origins such as <c>https://desk.example.org</c>, separated by commas. Empty, as by default: none.</summary>
    public string Origins { get; set; } = "";

    /// <summary>The origins one by one.</summary>
    public static IReadOnlyList<string> Split(string origins) => origins.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>True for what a browser sends as its Origin: scheme, host, perhaps a port, and nothing else.</summary>
    public static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase) && uri.UserInfo.Length == 0;
}
