namespace CaseWorker.Storage.ActionManagement;

/// <summary>Which cases of a hub a query finds, and which page of them it shows.</summary>
/// <param name="Conditions">All must hold; none: every case of the hub. At most <see cref="MaxConditions"/>.</param>
/// <param name="Top">How many are shown at most.</param>
/// <param name="Skip">How many come before them.</param>
public sealed record CaseQuery(int HubId, IReadOnlyList<CaseCondition> Conditions, CaseSort Sort, int Top, int Skip)
{
    /// <summary>Each may need three tables, and SQLite joins 64 at most.</summary>
    public const int MaxConditions = 20;
}

/// <summary>What the cases are sorted by. Those without the value come last in both directions, equal ones by ascending id.</summary>
/// <param name="Places">For an id that stands for a name: the place of each id in the order. An id that is not among them counts as none. Null: the value itself counts.</param>
public sealed record CaseSort(CaseValue Value, bool Descending, IReadOnlyDictionary<int, int>? Places = null);
