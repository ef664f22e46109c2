using CaseWorker.Storage.Fifo;

namespace CaseWorker.Processing.Fifo;

/// <summary>A time during which a case stood in its department's line.</summary>
/// <param name="Until">When it was served; null: it still stands there.</param>
/// <param name="IsFromStoring">True when it joined in the transaction that stored it, so that its sequence tells who of its service came later.</param>
public sealed record LineWait(int DepartmentId, LinePlace Place, int CaseId, DateTimeOffset From, DateTimeOffset? Until, bool IsFromStoring);

/// <summary>A rep was given to a case by the order of the line, or because nobody stood in it.</summary>
/// <param name="Cause">Of the decision.</param>
public sealed record LineServing(int DepartmentId, LinePlace Place, int CaseId, DateTimeOffset At, string Cause);

/// <summary>What the decisions about one case tell of its department's line. Pure.</summary>
/// <remarks>
/// Only what is certain: a case that was closed, transferred or given away by hand while it waited left the line at an instant that
/// no decision has, and what was decided before a transfer concerns another line.
/// </remarks>
public static class LineHistory
{
    private const string FromLine = "line";
    private const string Released = "released-";

    /// <param name="decisions">All of one case, in any order.</param>
    public static (IReadOnlyList<LineWait> Waits, IReadOnlyList<LineServing> Servings) Of(IEnumerable<DecisionRow> decisions)
    {
        DecisionRow[] rows = [.. decisions.OrderBy(row => row.Ordinal)];
        var place = new LinePlace(rows[0].StoredAt, rows[0].ServiceId, rows[0].Sequence);
        var waits = new List<LineWait>();
        var servings = new List<LineServing>();
        for (var i = FirstOfThisLine(rows); i < rows.Length; i++)
        {
            if (rows[i] is not { Ordinal: { } ordinal, At: { } at, Cause: { } cause } row)
                continue;

            if (row.RepId is not null && (cause == FromLine || IsAtStoring(row)))
                servings.Add(new LineServing(row.DepartmentId, place, row.CaseId, at, cause));
            else if (row.RepId is null && i + 1 < rows.Length && rows[i + 1] is { Cause: FromLine, At: { } served })
                waits.Add(new LineWait(row.DepartmentId, place, row.CaseId, at, served, ordinal == 1));
        }

        var last = rows[^1];
        if (last.Waiting)
            waits.Add(new LineWait(last.DepartmentId, place, last.CaseId, last.At ?? last.StoredAt, null, last.Ordinal is null or 1));

        return (waits, servings);
    }

    // The last decision that may have put the case into another line; it itself belongs to the new one.
    private static int FirstOfThisLine(DecisionRow[] rows)
    {
        for (var i = rows.Length - 1; i > 0; i--)
        {
            if (rows[i].Cause is not { } cause || !(cause == FromLine || cause.StartsWith(Released, StringComparison.Ordinal)))
                return i;
        }

        return 0;
    }

    private static bool IsAtStoring(DecisionRow row) => row is { Ordinal: 1, Cause: "intake" or "requested" or "requested-rep-not-eligible" };
}
