using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;

namespace CaseWorker.Processing;

/// <summary>Escapes in JSON only what JSON demands, so that text of every script and emoji stand in a body as they came.</summary>
/// <remarks>The framework's relaxed encoder still escapes everything beyond the basic plane. Bodies are never embedded in pages.</remarks>
public sealed unsafe class PlainJsonEncoder : JavaScriptEncoder
{
    private const int LongestEscape = 6;
    private const char FirstSurrogate = '\uD800';
    private const char LastSurrogate = '\uDFFF';

    // As WillEncode says it, for many characters at a time.
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(control => (char)control), '"', '\\']);

    public static PlainJsonEncoder Instance { get; } = new();

    public override int MaxOutputCharactersPerInputCharacter => LongestEscape;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < ' ' or '"' or '\\';

    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var all = new ReadOnlySpan<char>(text, textLength);
        var escaped = all.IndexOfAny(Escaped);
        var half = FindHalfPair(escaped < 0 ? all : all[..escaped]);
        return half >= 0 ? half : escaped;
    }

    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var escape = unicodeScalar switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\t' => "\\t",
            '\n' => "\\n",
            '\r' => "\\r",
            < char.MaxValue => string.Create(CultureInfo.InvariantCulture, $"\\u{unicodeScalar:X4}"),
            _ => throw new ArgumentOutOfRangeException(nameof(unicodeScalar), unicodeScalar, "Only what JSON demands is escaped."),
        };
        numberOfCharactersWritten = escape.AsSpan().TryCopyTo(new Span<char>(buffer, bufferLength)) ? escape.Length : 0;
        return numberOfCharactersWritten > 0;
    }

    // The framework puts the replacement character there.
    private static int FindHalfPair(ReadOnlySpan<char> text)
    {
        for (var i = 0; text[i..].IndexOfAnyInRange(FirstSurrogate, LastSurrogate) is >= 0 and var next; i += 2)
        {
            i += next;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return i;
        }

        return -1;
    }
}
