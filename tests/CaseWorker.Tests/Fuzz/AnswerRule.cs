using System.Text;
using System.Text.Json;

namespace CaseWorker.Tests.Fuzz;

/// <summary>What every answer must be, whatever was asked.</summary>
internal static class AnswerRule
{
    private static readonly string[] Internals = ["   at CaseWorker.", "   at System.", "System.Private", "Microsoft.AspNetCore.", "SqliteException", "SQLite Error", "SqlException", "StackTrace"];

    /// <summary>The faults as words with their details; none: the answer is right.</summary>
    public static IEnumerable<string> Faults(RawRequest request, RawAnswer answer, FuzzHub one, FuzzHub two)
    {
        var text = Encoding.UTF8.GetString(answer.Body);
        if (answer.Status >= 500)
            yield return $"status {answer.Status}";
        if (answer.Headers.Any(header => header.Name.Equals(NastyValues.InjectedHeader, StringComparison.OrdinalIgnoreCase)))
            yield return "a header of the caller's making";
        if (!IsOfOthers(answer) && Internals.FirstOrDefault(word => text.Contains(word, StringComparison.Ordinal)) is { } inside)
            yield return $"internals: {inside}";
        if (one.Secrets.Concat(two.Secrets).FirstOrDefault(secret => Holds(answer, text, secret)) is { } secret)
            yield return $"a secret: {secret}";
        foreach (var fault in ForeignData(request, answer, text, one, two).Concat(Dialects.Faults(request, answer, text)))
            yield return fault;
    }

    // The page of the reference is a program of other people, with words of its own.
    private static bool IsOfOthers(RawAnswer answer) => answer.Status < 400 && answer.Header("Content-Type")?.StartsWith("text/javascript", StringComparison.Ordinal) is true;

    private static IEnumerable<string> ForeignData(RawRequest request, RawAnswer answer, string text, FuzzHub one, FuzzHub two)
    {
        // Operators see the whole installation, but cases only of their own hub.
        if (request.IsOperator && !Dialects.IsOfOneHub(request))
            return [];

        var sent = Encoding.UTF8.GetString(request.ToBytes());
        return new[] { one, two }
            .Where(hub => hub != request.Caller && Holds(answer, text, hub.Marker) && !sent.Contains(hub.Marker, StringComparison.OrdinalIgnoreCase))
            .Select(hub => $"data of hub {hub.Number}, asked by {(request.Caller is { } caller ? $"hub {caller.Number}" : "nobody")}");
    }

    private static bool Holds(RawAnswer answer, string text, string marker) =>
        text.Contains(marker, StringComparison.OrdinalIgnoreCase) || answer.Headers.Any(header => header.Value.Contains(marker, StringComparison.OrdinalIgnoreCase));

    /// <summary>JSON that every reader can read: no member twice, every text a text.</summary>
    public static string? JsonFault(byte[] body, out JsonElement json)
    {
        json = default;
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 256 });
            json = document.RootElement.Clone();
            Read(json);
            return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return $"no JSON that can be read: {exception.Message}";
        }
    }

    private static void Read(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                json.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray())
                    Read(item);
                break;
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject())
                {
                    _ = member.Name;
                    Read(member.Value);
                }

                break;
        }
    }
}
