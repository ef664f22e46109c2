using System.Globalization;
using System.Text;

namespace CaseWorker.Processing.TextSearch;

/// <summary>Makes texts alike that people take for the same: small letters, no accents, one form where Unicode has several.</summary>
internal static class FoldedText
{
    public static string Of(string text) => Ascii.IsValid(text) ? text.ToLowerInvariant() : Compose(StripAccents(Sound(text).Normalize(NormalizationForm.FormKD)));

    // What is no character can't be brought into a form.
    private static string Sound(string text)
    {
        var sound = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            sound.Append(Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse || rune == Rune.ReplacementChar
                ? " "
                : rune.ToString());
        }

        return sound.ToString();
    }

    // Those of Latin, Greek and Cyrillic letters, and what joins or paints emoji. In other scripts marks make other words.
    private static string StripAccents(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (letter is not ((>= '\u0300' and <= '\u036F') or (>= '\u1AB0' and <= '\u1AFF') or (>= '\u1DC0' and <= '\u1DFF') or (>= '\u20D0' and <= '\u20FF') or (>= '\uFE00' and <= '\uFE0F') or (>= '\uFE20' and <= '\uFE2F') or '\u200D'))
                plain.Append(letter);
        }

        return plain.ToString();
    }

    // A sigma at the end of a word is a sigma.
    private static string Compose(string text) => text.Normalize(NormalizationForm.FormC).ToLowerInvariant().Replace('ς', 'σ');
}
