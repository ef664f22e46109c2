using System.Buffers.Text;
using System.Globalization;
using System.Text;
using CaseWorker.Processing.DueDates;
using Microsoft.Extensions.Primitives;

namespace CaseWorker.Gateway.DueDates;

/// <summary>Where a simulation goes on, in a form that callers leave as it is.</summary>
internal static class WhatIfCursor
{
    private const int MaxLength = 60;

    public static string Of(WhatIfPlace place) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"w{place.Mark} {place.CaseId}")));

    /// <summary>False for what <see cref="Of"/> did not make. Nothing, or an empty text, is the beginning.</summary>
    public static bool TryRead(StringValues after, out WhatIfPlace place)
    {
        place = default;
        if (after.Count == 0 || after is [null or ""])
            return true;
        if (after is not [{ Length: <= MaxLength } text] || !Base64Url.IsValid(text))
            return false;

        var decoded = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text));
        if (!decoded.StartsWith('w') || decoded[1..].Split(' ') is not [var mark, var caseId])
            return false;
        if (!long.TryParse(mark, NumberStyles.None, CultureInfo.InvariantCulture, out var markValue)
            || !int.TryParse(caseId, NumberStyles.None, CultureInfo.InvariantCulture, out var caseValue))
            return false;

        place = new WhatIfPlace(markValue, caseValue);
        return true;
    }
}
