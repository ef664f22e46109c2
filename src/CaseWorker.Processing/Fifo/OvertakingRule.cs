using System.Globalization;

namespace CaseWorker.Processing.Fifo;

/// <summary>Finds cases that were given to a rep while an older one stood in the line of the same department (spec 3). Pure.</summary>
/// <remarks>
/// Whoever is eligible for the newer case of a department is so for the older one. The line is the department's, across its services, by
/// <see cref="LinePlace"/>; a case that was released stands in it again with its old place. Who was given away by a person's word, or was
/// reopened to the rep it had, has passed nobody.
/// </remarks>
public static class OvertakingRule
{
    /// <summary>An older case that was served within this time after the newer one is not told: two schedulers' clocks may differ by that.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    /// <param name="waits">Of one department.</param>
    /// <param name="servings">Of the same.</param>
    /// <returns>One for each case that overtook, with the oldest it overtook, in the order of the servings; not kept in memory.</returns>
    public static IEnumerable<(LineServing Newer, LineWait Older)> Find(IEnumerable<LineWait> waits, IEnumerable<LineServing> servings)
    {
        var joining = new Queue<LineWait>(waits.OrderBy(wait => wait.From));
        var leaving = new PriorityQueue<LineWait, DateTimeOffset>();
        var line = new SortedSet<LineWait>(Comparer<LineWait>.Create((left, right) =>
            left.Place.CompareTo(right.Place) is var order and not 0 ? order : left.From.CompareTo(right.From)));
        foreach (var serving in servings.OrderBy(serving => serving.At))
        {
            while (joining.TryPeek(out var joined) && joined.From <= serving.At)
            {
                line.Add(joining.Dequeue());
                if (joined.Until is { } until)
                    leaving.Enqueue(joined, until);
            }

            while (leaving.TryPeek(out var left, out var until) && until <= serving.At + Tolerance)
                line.Remove(leaving.Dequeue());

            if (line.TakeWhile(wait => wait.Place < serving.Place).FirstOrDefault(wait => Stood(wait, serving)) is { } older)
                yield return (serving, older);
        }
    }

    /// <summary>Tells it to people.</summary>
    public static Overtaking Tell(LineServing newer, LineWait older) => new(
        newer.Place.ServiceId,
        newer.Place.Sequence,
        newer.CaseId,
        older.Place.ServiceId,
        older.Place.Sequence,
        older.CaseId,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Case {newer.CaseId} got its rep at {newer.At:O} ({newer.Cause}), while the older case {older.CaseId} of service {older.Place.ServiceId} stood in the line of department {older.DepartmentId} since {older.From:O} and {(older.Until is { } until ? $"got one at {until:O}" : "still waits")}."));

    // In one and the same instant only the sequence of one service tells who came first.
    private static bool Stood(LineWait wait, LineServing serving) =>
        wait.From < serving.At || (wait.IsFromStoring && wait.Place.ServiceId == serving.Place.ServiceId);
}
