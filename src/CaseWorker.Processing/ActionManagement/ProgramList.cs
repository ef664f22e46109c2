namespace CaseWorker.Processing.ActionManagement;

/// <summary>A list of a program; a case has one of its items, or none. Immutable.</summary>
/// <param name="Type">status, severity, category, custom, or another word of the catalogue's.</param>
/// <param name="DefaultItemId">The item of cases for which nothing else is said; null: they have none.</param>
/// <param name="UpdatedAt">When its declaration last changed.</param>
public sealed record ProgramList(int Id, string Name, string Type, int? DefaultItemId, IReadOnlyList<ListItem> Items, DateTimeOffset UpdatedAt)
{
    public const string Status = "status";
    public const string Severity = "severity";
    public const string Category = "category";
    public const string Custom = "custom";

    /// <summary>Whether its items stand for the statuses of cases.</summary>
    public bool IsStatus => Type == Status;

    /// <summary>Null when there is none, and for an id that is no item.</summary>
    public ListItem? DefaultItem => DefaultItemId is { } id ? Find(id) : null;

    /// <summary>Null when the list has no such item.</summary>
    public ListItem? Find(int itemId) => Items.FirstOrDefault(item => item.Id == itemId);

    /// <summary>The item, and perhaps its subcategory, with the reference, to the letter. Null: none has it.</summary>
    public ListValue? FindByExtRef(string extRef) =>
        Items.FirstOrDefault(item => item.ExtRef == extRef) is { } item
            ? new ListValue(item, null)
            : Items.SelectMany(item => item.SubCategories, (item, sub) => new ListValue(item, sub)).FirstOrDefault(value => value.SubCategory!.ExtRef == extRef);

    /// <summary>The item that stands for a case status while nobody chose one: the default if it stands for it, else the first that does, else the first that is as open or closed.</summary>
    /// <returns>Null: the list has none.</returns>
    public ListItem? ItemFor(string caseStatus) =>
        DefaultItem is { } item && item.CaseStatus == caseStatus
            ? item
            : Items.FirstOrDefault(item => item.CaseStatus == caseStatus) ?? Items.FirstOrDefault(item => item.IsOpen == (caseStatus != "closed"));
}

/// <summary>An item of a list.</summary>
/// <param name="IsOpen">Of items of status lists: whether cases with it are open, or closed.</param>
/// <param name="IsHigh">Of items of severity lists: whether it is a high one.</param>
/// <param name="CaseStatus">
/// Of items of status lists: new, open or closed, the case status that it stands for: as declared, else by spec 6: the first open item is
/// new, those after it are open, the ones that are not open are closed.
/// </param>
public sealed record ListItem(int Id, string Name, string? ExtRef, bool IsOpen, bool IsHigh, string CaseStatus, IReadOnlyList<SubCategory> SubCategories)
{
    /// <summary>Null when the item has no such subcategory.</summary>
    public SubCategory? Find(int subCategoryId) => SubCategories.FirstOrDefault(sub => sub.Id == subCategoryId);
}

/// <summary>A subcategory of an item.</summary>
public sealed record SubCategory(int Id, string Name, string? ExtRef);

/// <summary>What a case has of a list.</summary>
/// <param name="SubCategory">Null: none was chosen.</param>
public sealed record ListValue(ListItem Item, SubCategory? SubCategory);
