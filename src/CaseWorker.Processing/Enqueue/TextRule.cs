namespace CaseWorker.Processing.Enqueue;

/// <summary>Which texts may be kept. Pure.</summary>
internal static class TextRule
{
    /// <summary>What is wrong with the text; null when nothing is. Length counts UTF-16 units, as everywhere (spec 1).</summary>
    public static string? Check(string text, int maxLength)
    {
        if (text.Length > maxLength)
            return $"must have at most {maxLength} characters, has {text.Length}.";

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsControl(c) && c is not ('\t' or '\r' or '\n'))
                return $"must not contain control characters other than tab, CR and LF, contains U+{(int)c:X4}.";

            if (!char.IsSurrogate(c))
                continue;

            if (i + 1 >= text.Length || !char.IsSurrogatePair(c, text[i + 1]))
                return "must not contain half of a surrogate pair.";

            i++;
        }

        return null;
    }
}
