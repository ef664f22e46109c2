using System.Collections.Frozen;
using System.Globalization;
using CaseWorker.Storage.Fifo;

namespace CaseWorker.Processing.Fifo;

/// <summary>Finds cases that were given to a rep before an older one of the same service (spec 3).</summary>
/// <remarks>
/// Pure. It looks at the first rep of each case only: from being stored until then a case stands in its department's line, so
/// whoever comes later must not be served before it. What happens after, by release, transfer or hand, can't be told from the
/// decisions with certainty and is left alone. Instants come from the workers' clocks; a clock set back shows here as well.
/// </remarks>
public sealed class OvertakingRule(int serviceId)
{
    // Decisions that serve the line in its order; others may pass it on purpose.
    private static readonly FrozenSet<string> Orderly =
        FrozenSet.Create(StringComparer.Ordinal, "intake", "requested", "requested-rep-not-eligible", "line");

    // Per department: the case served last so far, or the one that still waits, which nothing may overtake.
    private readonly Dictionary<int, FirstAssignmentRow> latest = [];

    /// <summary>Checks the rows that follow those checked before, by ascending sequence.</summary>
    public List<Overtaking> Check(IEnumerable<FirstAssignmentRow> page)
    {
        var found = new List<Overtaking>();
        foreach (var row in page.Where(IsTold))
        {
            if (!latest.TryGetValue(row.DepartmentId, out var older))
                latest.Add(row.DepartmentId, row);
            else if (IsBefore(row, older))
                found.Add(Of(row, older));
            else if (older.At is not null)
                latest[row.DepartmentId] = row;
        }

        return found;
    }

    private static bool IsTold(FirstAssignmentRow row) => row.At is null ? row.Waiting : Orderly.Contains(row.Cause ?? "");

    private static bool IsBefore(FirstAssignmentRow row, FirstAssignmentRow older) => row.At is not null && (older.At is null || row.At < older.At);

    private Overtaking Of(FirstAssignmentRow row, FirstAssignmentRow older) => new(
        serviceId,
        row.Sequence,
        row.CaseId,
        older.Sequence,
        older.CaseId,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Case {row.CaseId} got its rep at {row.At:O} ({row.Cause}), while the older case {older.CaseId} {(older.At is null ? "still waits" : $"waited until {older.At:O}")}."));
}
