using System.Globalization;
using System.Text.Encodings.Web;

namespace CaseWorker.Processing;

/// <summary>Escapes in JSON only what JSON demands, so that text of every script and emoji stand in a body as they came.</summary>
/// <remarks>The framework's relaxed encoder still escapes everything beyond the basic plane. Bodies are never embedded in pages.</remarks>
public sealed unsafe class PlainJsonEncoder : JavaScriptEncoder
{
    private const int LongestEscape = 6;

    public static PlainJsonEncoder Instance { get; } = new();

    public override int MaxOutputCharactersPerInputCharacter => LongestEscape;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < ' ' or '"' or '\\';

    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        for (var i = 0; i < textLength; i++)
        {
            var c = text[i];
            if (WillEncode(c))
                return i;

            if (!char.IsSurrogate(c))
                continue;

            // Half a pair: the framework then puts the replacement character there.
            if (i + 1 == textLength || !char.IsSurrogatePair(c, text[i + 1]))
                return i;

            i++;
        }

        return -1;
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
}
