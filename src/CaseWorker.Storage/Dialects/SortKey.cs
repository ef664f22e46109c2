namespace CaseWorker.Storage.Dialects;

/// <summary>What a row is sorted by, made for one direction: most rows are told apart without looking at a text.</summary>
internal readonly struct SortKey
{
    private const byte None = 3;

    private readonly ulong first;
    private readonly string? text;
    private readonly byte rank;

    /// <param name="number">Null: it has none.</param>
    /// <param name="text">Null: it has none.</param>
    public SortKey(int caseId, double? number, string? text, bool descending)
    {
        CaseId = caseId;
        this.text = text;
        if (number is null && text is null)
        {
            rank = None;
            return;
        }

        (rank, first) = number is { } value ? ((byte)1, PlaceOf(value)) : ((byte)2, PlaceOf(text));
        if (descending)
            (rank, first) = ((byte)(None - rank), ~first);
    }

    public int CaseId { get; }

    /// <summary>Less than 0: it comes before the other. 0 only for the same row.</summary>
    public int CompareTo(in SortKey other, bool descending)
    {
        if (rank != other.rank)
            return rank - other.rank;
        if (first != other.first)
            return first < other.first ? -1 : 1;

        var byText = string.CompareOrdinal(text, other.text);
        if (byText == 0)
            return CaseId.CompareTo(other.CaseId);

        return descending ? -byText : byText;
    }

    // A number whose bits are in the order of the numbers; both zeros are the same.
    private static ulong PlaceOf(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number + 0.0);
        return (ulong)(bits < 0 ? ~bits : bits ^ long.MinValue);
    }

    // The first four code units.
    private static ulong PlaceOf(string? text)
    {
        var place = 0UL;
        for (var i = 0; i < 4; i++)
            place = (place << 16) | (i < text!.Length ? text[i] : 0UL);

        return place;
    }
}
