using System.Globalization;
using System.Text.RegularExpressions;

namespace CaseWorker.Processing.Catalogs.Files;

/// <summary>The durations of due policies: ISO 8601 without weeks, months and years, whose length depends on where they begin.</summary>
public static partial class DurationRule
{
    /// <summary>No duration is longer.</summary>
    public const int MaxDays = 3650;

    /// <summary>Reads <c>P1D</c> (24 hours), <c>PT4H</c>, <c>P1DT2H30M</c>, <c>PT0.5S</c>.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (Pattern().Match(text) is not { Success: true } match || text.EndsWith('T') || text.Length < 3)
            return false;

        var seconds = (Part(match, "d") * 86_400) + (Part(match, "h") * 3_600) + (Part(match, "m") * 60) + Part(match, "s");
        if (seconds > MaxDays * 86_400m)
            return false;

        duration = TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return true;
    }

    private static decimal Part(Match match, string name) =>
        match.Groups[name] is { Success: true, Value: var digits } ? decimal.Parse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^P(?:(?<d>[0-9]{1,9})D)?(?:T(?:(?<h>[0-9]{1,9})H)?(?:(?<m>[0-9]{1,9})M)?(?:(?<s>[0-9]{1,9}(?:\.[0-9]{1,3})?)S)?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
