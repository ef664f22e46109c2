namespace CaseWorker.Storage.ActionManagement;

/// <summary>A value that each case of a hub has, or has not. One of the records below; a query reads equal ones once.</summary>
public abstract record CaseValue
{
    private CaseValue()
    {
    }

    /// <summary>What a column says: whole numbers, instants as Unix milliseconds, booleans as 0 and 1.</summary>
    public sealed record Own(CaseColumn Column) : CaseValue;

    /// <summary>The subject; without one, or with a blank one, "Case " and the id.</summary>
    public sealed record Name : CaseValue;

    /// <summary>The cost that somebody said, null included; else that of the service.</summary>
    public sealed record Cost(IReadOnlyDictionary<int, decimal> OfServices) : CaseValue;

    /// <summary>The id of the workflow that somebody chose, else of the one that the procedure names, else that of the service.</summary>
    public sealed record Workflow(IReadOnlyDictionary<string, int> OfProcedures, IReadOnlyDictionary<int, int> OfServices) : CaseValue;

    /// <summary>The id of the trigger that the procedure's option names, else that of the service.</summary>
    public sealed record Trigger(IReadOnlyDictionary<string, int> OfOptions, IReadOnlyDictionary<int, int> OfServices) : CaseValue;

    /// <summary>The id of the item of a list.</summary>
    public sealed record Item(ListItems List) : CaseValue;

    /// <summary>The value of the first of the custom properties that the case has; empty text counts as none.</summary>
    /// <param name="Key">Its name, to the letter.</param>
    /// <param name="ElseKey">The one that counts where the case has none under <paramref name="Key"/>; null: no other does.</param>
    public sealed record Property(string Key, string? ElseKey) : CaseValue;
}

/// <summary>A column that a query can ask for as it stands.</summary>
public enum CaseColumn
{
    CaseId,
    IsClosed,
    IsOverdue,
    DueAt,
    PreOverdueAt,
    PostOverdueAt,
    OpenedAt,
    UpdatedAt,
}

/// <summary>Which item of a list a case has: that of its own row, if it counts, else the one that follows from the case.</summary>
public abstract record ListItems(int ListId)
{
    /// <summary>A row counts while the item stands for the case's status; else the status has an item of its own.</summary>
    /// <param name="StatusOfItems">new, open or closed, for each item of the list.</param>
    /// <param name="New">The item of cases that are new; null: they have none. So for the others.</param>
    public sealed record OfStatus(int ListId, IReadOnlyDictionary<int, string> StatusOfItems, int? New, int? Open, int? Closed) : ListItems(ListId);

    /// <summary>A row counts while the list has the item; else the classification code names one, else the list's standard item counts.</summary>
    /// <param name="Items">The items of the list.</param>
    /// <param name="OfCodes">To the letter.</param>
    /// <param name="Standard">Null: cases for which nothing else is said have none.</param>
    public sealed record OfCode(int ListId, IReadOnlyCollection<int> Items, IReadOnlyDictionary<string, int> OfCodes, int? Standard) : ListItems(ListId);
}
