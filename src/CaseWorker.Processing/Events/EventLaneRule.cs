namespace CaseWorker.Processing.Events;

/// <summary>Which lane the events of a case leave in, and who dispatches which lanes.</summary>
public static class EventLaneRule
{
    /// <summary>How many lanes there are, whatever the number of partitions is. The migrations make as many.</summary>
    public const int Count = 8;

    /// <summary>
    /// All events of a case are in the lane of its id, which a message has before its service is known, and keeps when a retry puts it into
    /// another service. Null: no case is known; such events have no order.
    /// </summary>
    public static int LaneOf(int? caseId) => (caseId ?? 0) % Count;

    /// <summary>The lanes that a dispatcher should have: they are dealt out one by one to all that live, by name.</summary>
    /// <param name="live">The names of all that live, in ascending order.</param>
    public static IReadOnlySet<int> LanesOf(string name, IReadOnlyList<string> live)
    {
        var place = live.Index().Where(entry => entry.Item == name).Select(entry => entry.Index).DefaultIfEmpty(-1).First();
        return Enumerable.Range(0, Count).Where(lane => live.Count > 0 && lane % live.Count == place).ToHashSet();
    }
}
