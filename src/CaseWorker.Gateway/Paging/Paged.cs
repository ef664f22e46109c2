namespace CaseWorker.Gateway.Paging;

/// <summary>Makes a page of rows that were read one beyond its end.</summary>
internal static class Paged
{
    /// <param name="rows">At most <paramref name="top"/> and one more, which tells that the list goes on.</param>
    /// <param name="key">The key of a row in the order of the list.</param>
    public static Page<TItem> Of<TRow, TItem>(IReadOnlyList<TRow> rows, int top, Func<TRow, TItem> view, char order, Func<TRow, long> key) => new(
        [.. rows.Take(top).Select(view)],
        rows.Count > top ? Cursor.Of(order, key(rows[top - 1])) : null);
}
