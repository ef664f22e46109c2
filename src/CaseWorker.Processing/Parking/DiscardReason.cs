using CaseWorker.Processing.Enqueue;

namespace CaseWorker.Processing.Parking;

/// <summary>Which reasons for discarding a message are kept. Pure.</summary>
public static class DiscardReason
{
    /// <summary>Longest reason, in UTF-16 units.</summary>
    public const int MaxLength = 1000;

    /// <summary>What is wrong with it, as the end of a sentence; null when nothing is.</summary>
    public static string? Check(string? reason) => string.IsNullOrWhiteSpace(reason) ? "is required." : TextRule.Check(reason, MaxLength);
}
