using System.Globalization;
using System.Text;

namespace CaseWorker.Processing.TextSearch;

/// <summary>Parts a text into words, in one way for what is stored and for what is looked for.</summary>
/// <remarks>
/// Words are letters and digits, small, without accents, in one form where Unicode has several (full width, ligatures). An emoji is a
/// word. Scripts that put no space between words have pairs of neighbours instead: any part of such a text is found. A number that looks
/// like one of a phone is also known by its digits alone, from any of them on.
/// </remarks>
internal static class TextWords
{
    /// <summary>Longer words are cut, when stored and when looked for.</summary>
    public const int MaxLength = 40;

    /// <param name="isQuery">Whether the words are looked for.</param>
    /// <param name="add">Told each word; the same one can come again. What it answers does not count.</param>
    public static void Collect(string text, bool isQuery, Func<string, bool> add)
    {
        if (isQuery && PhoneDigits.OfWhole(text) is { } digits)
        {
            add(digits);
            return;
        }

        if (!isQuery)
            PhoneDigits.Collect(text, add);

        var folded = FoldedText.Of(text);
        var run = new StringBuilder();
        var kind = RuneKind.Other;
        foreach (var rune in folded.EnumerateRunes())
        {
            var next = RuneKinds.Of(rune, kind);
            if (next != kind || next == RuneKind.Symbol)
                Finish();

            kind = next;
            if (kind != RuneKind.Other)
                run.Append(rune.ToString());
        }

        Finish();

        void Finish()
        {
            if (run.Length > 0)
                Emit(run.ToString(), kind, isQuery, add);

            run.Clear();
        }
    }

    private static void Emit(string run, RuneKind kind, bool isQuery, Func<string, bool> add)
    {
        if (kind == RuneKind.Unspaced)
            EmitPairs([.. run.EnumerateRunes()], isQuery, add);
        else
            add(run.Length <= MaxLength ? run : run[..(char.IsHighSurrogate(run[MaxLength - 1]) ? MaxLength - 1 : MaxLength)]);
    }

    // The last one stands alone too, so that each can be found by itself.
    private static void EmitPairs(List<Rune> runes, bool isQuery, Func<string, bool> add)
    {
        for (var i = 0; i + 1 < runes.Count; i++)
            add($"{runes[i]}{runes[i + 1]}");

        if (!isQuery || runes.Count == 1)
            add(runes[^1].ToString());
    }
}
