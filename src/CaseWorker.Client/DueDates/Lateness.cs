namespace CaseWorker.Client;

/// <summary>How late the stages of a service fired in a window of time.</summary>
public sealed record Lateness
{
    /// <summary>The service.</summary>
    public required int ServiceId { get; init; }

    /// <summary>The window's beginning, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The window's end, UTC.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>How many fired.</summary>
    public required long Count { get; init; }

    /// <summary>How many of them fired late.</summary>
    public required long Late { get; init; }

    /// <summary>The median, milliseconds; null: none fired.</summary>
    public long? P50 { get; init; }

    /// <summary>What 99 % kept, milliseconds; null: none fired.</summary>
    public long? P99 { get; init; }

    /// <summary>The latest, milliseconds; null: none fired.</summary>
    public long? Max { get; init; }
}
