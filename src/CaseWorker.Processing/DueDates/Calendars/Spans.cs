namespace CaseWorker.Processing.DueDates.Calendars;

/// <summary>Puts stretches of time together.</summary>
internal static class Spans
{
    /// <summary>The same time by ascending stretches, with no two that overlap or touch.</summary>
    public static List<Span> Merge(IEnumerable<Span> spans)
    {
        var merged = new List<Span>();
        foreach (var span in spans.OrderBy(span => span.From))
        {
            if (merged.Count > 0 && span.From <= merged[^1].To)
                merged[^1] = merged[^1] with { To = Math.Max(merged[^1].To, span.To) };
            else
                merged.Add(span);
        }

        return merged;
    }
}
