using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseWorker.Client;

/// <summary>An error as CaseWorker tells it (RFC 9457).</summary>
public sealed record Problem
{
    /// <summary><c>urn:caseworker:problem:</c> and a word; null when who answered was not CaseWorker.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>One sentence for people.</summary>
    [JsonPropertyName("title")]
    public string? Title { get; init; }

    /// <summary>What to do about it; null: nothing is to be said.</summary>
    [JsonPropertyName("detail")]
    public string? Detail { get; init; }

    /// <summary>Sentences by the member that is wrong, "$" being the whole body; null when no value is to blame.</summary>
    [JsonPropertyName("errors")]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }

    /// <summary>The case it is about; null: none, or it has no id.</summary>
    [JsonPropertyName("caseId")]
    public int? CaseId { get; init; }

    /// <summary>The parked message that stands for the case; null: none does.</summary>
    [JsonPropertyName("parkedId")]
    public long? ParkedId { get; init; }

    /// <summary>The word that programs can rely on, like <c>invalid</c> or <c>not-sent</c>; null where there is no type.</summary>
    [JsonIgnore]
    public string? Word => Type?[(Type.LastIndexOf(':') + 1)..];

    /// <summary>What is wrong, by member; where none is to blame, what was said, under "$".</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> ErrorsOrTitle =>
        Errors ?? new Dictionary<string, IReadOnlyList<string>> { ["$"] = [.. new[] { Title, Detail }.OfType<string>()] };

    /// <summary>Null for what is none, such as the page of a proxy.</summary>
    internal static Problem? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, EnqueueJson.Wire.Problem);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
