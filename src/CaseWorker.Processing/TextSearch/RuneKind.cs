using System.Globalization;
using System.Text;

namespace CaseWorker.Processing.TextSearch;

/// <summary>What a character is to a search.</summary>
internal enum RuneKind
{
    /// <summary>Between words.</summary>
    Other,

    /// <summary>Part of a word.</summary>
    Letter,

    /// <summary>Of a script that puts no space between words.</summary>
    Unspaced,

    /// <summary>A word by itself.</summary>
    Symbol,
}

internal static class RuneKinds
{
    // Thai, Lao, Myanmar, Khmer; Hiragana, Katakana, Bopomofo; ideographs, theirs of compatibility and beyond.
    private static readonly (int First, int Last)[] UnspacedScripts =
    [
        (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3005, 0x3007), (0x3041, 0x312F), (0x31A0, 0x31BF), (0x31F0, 0x31FF), (0x3400, 0x4DBF),
        (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF),
    ];

    /// <param name="before">The kind of the one before: a mark belongs to what it stands on.</param>
    public static RuneKind Of(Rune rune, RuneKind before) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => IsUnspaced(rune) ? RuneKind.Unspaced : RuneKind.Letter,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => before is RuneKind.Letter or RuneKind.Unspaced ? before : RuneKind.Other,
        UnicodeCategory.OtherSymbol when rune.Value != Rune.ReplacementChar.Value => RuneKind.Symbol,
        _ => RuneKind.Other,
    };

    private static bool IsUnspaced(Rune rune)
    {
        if (rune.Value < UnspacedScripts[0].First)
            return false;

        foreach (var (first, last) in UnspacedScripts)
        {
            if (rune.Value >= first && rune.Value <= last)
                return true;
        }

        return false;
    }
}
