namespace CaseWorker.Processing.RabbitMq;

/// <summary>How many messages that came back often are tried together.</summary>
/// <remarks>
/// The broker's count rises for everything that a worker held when it ended, stopped or handed its partition over, so nearly all of
/// them are innocent, and one by one they would hold the partition up for long. All are tried together first; were they in hand when a
/// worker ended, in small groups; and those of a group that did not outlive its worker one by one. Pure.
/// </remarks>
internal static class SuspicionRule
{
    /// <summary>The count of messages that were begun in a large group.</summary>
    public const int InLargeGroup = -1;

    /// <summary>The count of messages that were begun in a small group.</summary>
    public const int InSmallGroup = 0;

    private const int SmallGroup = 32;

    /// <param name="attempts">The counts of the messages in their order; null: never begun.</param>
    /// <param name="from">The place of the first that is to be tried now.</param>
    /// <returns>How many of them, beginning with that one; 1: it is tried alone.</returns>
    public static int CountFrom(IReadOnlyList<int?> attempts, int from)
    {
        var first = attempts[from];
        var most = first switch
        {
            null => int.MaxValue,
            InLargeGroup => SmallGroup,
            _ => 1,
        };
        var count = 1;
        while (count < most && from + count < attempts.Count && attempts[from + count] == first)
            count++;

        return count;
    }
}
