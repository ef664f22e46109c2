namespace CaseWorker.Processing.Fifo;

/// <summary>A case's place in the line of its department, whatever its service (spec 3).</summary>
public readonly record struct LinePlace(DateTimeOffset StoredAt, int ServiceId, long Sequence) : IComparable<LinePlace>
{
    public int CompareTo(LinePlace other) => (StoredAt, ServiceId, Sequence).CompareTo((other.StoredAt, other.ServiceId, other.Sequence));

    public static bool operator <(LinePlace left, LinePlace right) => left.CompareTo(right) < 0;

    public static bool operator >(LinePlace left, LinePlace right) => left.CompareTo(right) > 0;

    public static bool operator <=(LinePlace left, LinePlace right) => left.CompareTo(right) <= 0;

    public static bool operator >=(LinePlace left, LinePlace right) => left.CompareTo(right) >= 0;
}
