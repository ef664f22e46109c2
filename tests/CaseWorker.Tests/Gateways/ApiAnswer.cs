using System.Text.Json;

namespace CaseWorker.Tests.Gateways;

/// <summary>An answer of one of the gateway's APIs.</summary>
/// <param name="Headers">Those of the content too, by name in any case.</param>
internal sealed record ApiAnswer(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonElement.Parse(Text);

    /// <summary>The error of the body; empty when there is none.</summary>
    public string Error => Json is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty("error", out var error) ? error.GetString()! : "";

    /// <summary>The word of the error header; empty when there is none.</summary>
    public string Code => Header("X-FuseDesk-Error-Code");

    /// <summary>The ids of the cases in the array, in its order.</summary>
    public IEnumerable<int> Ids => Json.EnumerateArray().Select(item => item.GetProperty("caseid").GetInt32());

    /// <summary>Sends the request and reads the whole answer.</summary>
    public static async Task<ApiAnswer> ToAsync(HttpClient client, HttpRequestMessage request)
    {
        using var response = await client.SendAsync(request);
        var headers = response.Headers.Concat(response.Content.Headers);
        return new ApiAnswer(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }

    public string Header(string name) => Headers.GetValueOrDefault(name, "");
}
