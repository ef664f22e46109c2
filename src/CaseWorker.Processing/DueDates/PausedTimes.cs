using CaseWorker.Processing.DueDates.Calendars;

namespace CaseWorker.Processing.DueDates;

/// <summary>The pauses of a case as stretches that follow each other.</summary>
internal static class PausedTimes
{
    /// <summary>The part of the pauses from an instant on, by ascending time, none overlapping another; one that goes on ends now.</summary>
    /// <remarks>A clock that stepped back can leave a pause that ends before it begins: it is none.</remarks>
    public static IReadOnlyList<Span> From(IReadOnlyList<Pause> pauses, long from, DateTimeOffset now)
    {
        if (pauses.Count == 0)
            return [];

        return Spans.Merge(pauses
            .Select(pause => new Span(Math.Max(pause.From.ToUnixTimeMilliseconds(), from), (pause.To ?? now).ToUnixTimeMilliseconds()))
            .Where(span => span.From < span.To));
    }

    /// <summary>What is left of ascending stretches when the paused ones are taken out.</summary>
    public static IEnumerable<Span> Without(IEnumerable<Span> spans, IReadOnlyList<Span> paused)
    {
        var next = 0;
        foreach (var span in spans)
        {
            var from = span.From;
            while (next < paused.Count && paused[next].To <= from)
                next++;
            for (var i = next; i < paused.Count && paused[i].From < span.To; i++)
            {
                if (from < paused[i].From)
                    yield return new Span(from, paused[i].From);
                from = Math.Max(from, paused[i].To);
            }

            if (from < span.To)
                yield return new Span(from, span.To);
        }
    }
}
