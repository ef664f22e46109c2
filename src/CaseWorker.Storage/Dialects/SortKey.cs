namespace CaseWorker.Storage.Dialects;

/// <summary>What a row is sorted by.</summary>
/// <param name="Number">Null: it has none.</param>
/// <param name="Text">Null: it has none.</param>
internal readonly record struct SortKey(int CaseId, double? Number, string? Text)
{
    private bool IsNone => Number is null && Text is null;

    /// <summary>Less than 0: it comes before the other. 0 only for the same row.</summary>
    public int CompareTo(in SortKey other, bool descending)
    {
        if (IsNone != other.IsNone)
            return IsNone ? 1 : -1;

        var byKey = Number is null == other.Number is null
            ? Number.GetValueOrDefault().CompareTo(other.Number.GetValueOrDefault())
            : Number is null ? 1 : -1;
        if (byKey == 0)
            byKey = string.CompareOrdinal(Text, other.Text);
        if (byKey == 0)
            return CaseId.CompareTo(other.CaseId);

        return descending ? -byKey : byKey;
    }
}
