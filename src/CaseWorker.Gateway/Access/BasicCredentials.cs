using System.Buffers;
using System.Text;

namespace CaseWorker.Gateway.Access;

/// <summary>A client's name and secret in <c>Authorization: Basic</c>, each form-encoded before they were joined (RFC 6749, 2.3.1).</summary>
internal static class BasicCredentials
{
    private const string Basic = "Basic ";
    private static readonly SearchValues<char> Encoded = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-._~+%");

    /// <summary>Null: another scheme, or not readable.</summary>
    public static (string Id, string Secret)? Read(string authorization)
    {
        if (!authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) || TextOf(authorization[Basic.Length..].Trim()) is not { } text)
            return null;

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < text.Length - 1 ? (Decode(text[..colon]), Decode(text[(colon + 1)..])) : null;
    }

    private static string? TextOf(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count) : null;
    }

    // Many clients join the two as they are: what no encoding could have made is taken as it is.
    private static string Decode(string text) => text.AsSpan().ContainsAnyExcept(Encoded) ? text : Uri.UnescapeDataString(text.Replace('+', ' '));
}
