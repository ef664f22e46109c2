namespace CaseWorker.Gateway.ActionManagement;

/// <summary>A list as the Action Management API wraps it.</summary>
/// <param name="ItemType">CaseListItem, CaseNote, ProgramList or Role.</param>
/// <param name="TotalCount">How many there are in all; the page has <c>itemCount</c> of them.</param>
internal sealed record ItemPage<T>(string ItemType, int ItemCount, int TotalCount, IReadOnlyList<T> Items, NoLinks Links)
{
    public static ItemPage<T> Of(string itemType, IReadOnlyList<T> items, int totalCount) => new(itemType, items.Count, totalCount, items, NoLinks.Instance);

    /// <summary>The whole of a list.</summary>
    public static ItemPage<T> Whole(string itemType, IReadOnlyList<T> items) => Of(itemType, items, items.Count);
}
