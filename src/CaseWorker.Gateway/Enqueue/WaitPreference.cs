using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace CaseWorker.Gateway.Enqueue;

/// <summary>The preference <c>wait</c> of the header Prefer (RFC 7240). What is not understood is ignored, as the RFC wants.</summary>
internal static class WaitPreference
{
    private const int MaxSeconds = 30;

    /// <summary>Seconds, 0 to 30; null when the caller has no such preference. The first one counts.</summary>
    public static int? Of(StringValues prefer)
    {
        foreach (var preference in prefer.SelectMany(value => (value ?? "").Split(',')))
        {
            // Parameters of a preference stand behind a semicolon.
            var parts = preference.Split(';')[0].Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is [var name, var value] && name.Equals("wait", StringComparison.OrdinalIgnoreCase) && SecondsOf(value.Trim('"')) is { } seconds)
                return seconds;
        }

        return null;
    }

    private static int? SecondsOf(string value)
    {
        if (value.Length == 0 || !value.All(char.IsAsciiDigit))
            return null;

        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? Math.Min(seconds, MaxSeconds) : MaxSeconds;
    }
}
