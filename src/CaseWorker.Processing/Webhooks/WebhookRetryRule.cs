namespace CaseWorker.Processing.Webhooks;

/// <summary>When a delivery that did not succeed is tried again: ten tries in about two hours.</summary>
/// <remarks>
/// Counted from the beginning of a try, so that a receiver that lets us wait makes the two hours no longer. A receiver that can't be
/// reached at all has refused nothing: then a delivery goes on waiting beyond its tries, as one of those that probe whether it is back.
/// </remarks>
public static class WebhookRetryRule
{
    /// <summary>After so many tries a delivery has failed, unless its receiver is down.</summary>
    public const int MaxAttempts = 10;

    private const double Jitter = 0.2;

    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(20),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(3),
        TimeSpan.FromMinutes(6),
        TimeSpan.FromMinutes(12),
        TimeSpan.FromMinutes(20),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromMinutes(45),
    ];

    /// <summary>How long after the beginning of a try the next one is, up to a fifth more or less, so that many do not come back together.</summary>
    /// <param name="attempts">How many tries there were, this one included.</param>
    /// <param name="isDown">Whether it did not reach the receiver.</param>
    /// <returns>Null: no more tries.</returns>
    public static TimeSpan? DelayAfter(int attempts, bool isDown, Random random)
    {
        if (attempts >= MaxAttempts)
            return isDown ? WebhookHealthRule.LongestDelay : null;

        return Spread(Delays[attempts - 1], random);
    }

    internal static TimeSpan Spread(TimeSpan delay, Random random) => delay * (1 - Jitter + (2 * Jitter * random.NextDouble()));
}
