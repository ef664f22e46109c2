using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorker.Processing;

namespace CaseWorker.Gateway.Access;

/// <summary>The JSON of OAuth 2.</summary>
[JsonSerializable(typeof(TokenReply))]
[JsonSerializable(typeof(TokenErrorObject))]
internal sealed partial class TokenJson : JsonSerializerContext
{
    /// <summary>Text is written as it came.</summary>
    public static TokenJson Plain { get; } = new(new JsonSerializerOptions { Encoder = PlainJsonEncoder.Instance });
}

/// <summary>A token.</summary>
/// <param name="AccessToken">To be sent as <c>Authorization: Bearer</c>.</param>
/// <param name="TokenType">Always Bearer.</param>
/// <param name="ExpiresIn">Seconds: 3600.</param>
/// <param name="Scope">What the key allows, parted by spaces.</param>
internal sealed record TokenReply(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("scope")] string Scope);

/// <summary>Why there is no token.</summary>
/// <param name="Error">A word of RFC 6749, 5.2.</param>
/// <param name="Description">For people; never what was sent.</param>
internal sealed record TokenErrorObject(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string Description);
