namespace CaseWorker.Processing.Webhooks;

/// <summary>When a delivery that did not succeed is tried again: ten tries in about two hours.</summary>
public static class WebhookRetryRule
{
    /// <summary>After so many tries a delivery has failed.</summary>
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

    /// <summary>How long to wait after a try, up to a fifth more or less, so that many do not come back together.</summary>
    /// <param name="attempts">How many tries there were, this one included.</param>
    /// <returns>Null: no more tries.</returns>
    public static TimeSpan? DelayAfter(int attempts, Random random) =>
        attempts >= MaxAttempts ? null : Delays[attempts - 1] * (1 - Jitter + (2 * Jitter * random.NextDouble()));
}
