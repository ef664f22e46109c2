using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace CaseWorker.Processing.TextSearch;

/// <summary>The words of texts, as they are stored and as they are looked for: each with its hub before it, so that no search meets another hub's words.</summary>
/// <remarks>
/// A hub has always eight digits, so that no word of one hub can look like one of another. A word holds letters, digits and symbols and
/// nothing else: whatever a caller writes, none of it can mean something to the database.
/// </remarks>
public static class SearchWords
{
    /// <summary>How many different words of a case can be found; what comes later in it can't.</summary>
    public const int MaxOfCase = 20_000;

    /// <summary>How many words of a search count.</summary>
    public const int MaxOfQuery = 32;

    /// <summary>The longest text that is looked for, in UTF-16 units.</summary>
    public const int MaxText = 500;

    // Readable in the database, and without a quote or backslash in any case.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>All different words of the texts, each with a blank before it, for the index.</summary>
    /// <param name="texts">In the order of their weight: of very many words the first are kept. Null: nothing was said.</param>
    public static string ForIndex(int hubId, IEnumerable<string?> texts)
    {
        var hub = HubToken(hubId);
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if (text is not null)
                TextWords.Collect(text, isQuery: false, word => words.Count < MaxOfCase && words.Add(word));
        }

        return string.Concat(words.Select(word => $" {hub}{word}"));
    }

    /// <summary>The words of a search as a JSON array; all of them must be in a case, each at the beginning of one of its words.</summary>
    /// <returns>An empty array when the text has no word: then nothing is found.</returns>
    public static string ForQuery(int hubId, string text)
    {
        var hub = HubToken(hubId);
        var words = new HashSet<string>(StringComparer.Ordinal);
        TextWords.Collect(text, isQuery: true, word => words.Count < MaxOfQuery && words.Add(hub + word));
        return JsonSerializer.Serialize(words, Readable);
    }

    private static string HubToken(int hubId) => hubId.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
}
