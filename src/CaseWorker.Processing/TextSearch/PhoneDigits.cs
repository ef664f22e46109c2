using System.Text.RegularExpressions;

namespace CaseWorker.Processing.TextSearch;

/// <summary>The digits of phone numbers, however they are written: +45 12 34 56 78 is found by 12345678, and by 4512345678.</summary>
internal static partial class PhoneDigits
{
    private const int Least = 7;
    private const int Most = 15;

    // Fewer are no beginning worth storing.
    private const int LeastKept = 5;

    /// <summary>The digits when the whole text is such a number; else null.</summary>
    public static string? OfWhole(string text) =>
        Whole().IsMatch(text) && DigitsOf(text) is { Length: >= Least and <= Most } digits ? digits : null;

    /// <summary>Of each number in the text the digits from each place on: a search begins with any of them.</summary>
    public static void Collect(string text, Func<string, bool> add)
    {
        foreach (Match number in Number().Matches(text))
        {
            var digits = DigitsOf(number.Value);
            if (digits.Length is < Least or > Most)
                continue;

            for (var first = 0; digits.Length - first >= LeastKept; first++)
                add(digits[first..]);
        }
    }

    private static string DigitsOf(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    [GeneratedRegex(@"^\s*[+(]?[0-9][0-9 ().\-/]*\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex(@"(?<![0-9A-Za-z])[+(]?[0-9][0-9 ().\-/]{5,24}[0-9](?![0-9A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
