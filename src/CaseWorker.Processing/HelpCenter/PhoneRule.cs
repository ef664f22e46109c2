using System.Buffers;

namespace CaseWorker.Processing.HelpCenter;

/// <summary>Which texts are phone numbers. Pure.</summary>
public static class PhoneRule
{
    /// <summary>The longest that is kept, in UTF-16 units.</summary>
    public const int MaxLength = 100;

    private const int FewestDigits = 3;
    private const int FewestOfReference = 6;

    // The most that a number has anywhere (E.164).
    private const int MostOfReference = 15;

    private static readonly SearchValues<char> Signs = SearchValues.Create("0123456789+() ./-");

    /// <summary>Whether it can be meant as a number: digits, at least three, and what people put between them.</summary>
    public static bool IsPhone(string text) => text.Length <= MaxLength && HasOnlySigns(text) && text.Count(char.IsAsciiDigit) >= FewestDigits;

    /// <summary>Whether a reference that could be anything looks like a number: 6 to 15 digits, a plus before them or not.</summary>
    public static bool LooksLikePhone(string reference) =>
        HasOnlySigns(reference) && reference.LastIndexOf('+') <= 0 && reference.Count(char.IsAsciiDigit) is >= FewestOfReference and <= MostOfReference;

    private static bool HasOnlySigns(string text) => !text.AsSpan().ContainsAnyExcept(Signs);
}
