namespace CaseWorker.Client;

/// <summary>Whether a failed attempt is followed by another, and when.</summary>
internal static class RepeatRule
{
    /// <param name="attempts">How many were made.</param>
    /// <param name="elapsed">Since the first one began.</param>
    /// <param name="jitter">0 to 1: many clients must not come back at the same moment.</param>
    /// <returns>How long to wait; null: the client gives up.</returns>
    public static TimeSpan? WaitAfter(Attempt failed, bool mayRepeat, int attempts, TimeSpan elapsed, CaseWorkerClientOptions options, double jitter)
    {
        if (attempts >= options.MaxAttempts || !(mayRepeat || failed.IsNotDone))
            return null;

        var wait = failed.Answer?.RetryAfter is { } asked ? asked * (1 + (jitter / 4)) : OwnWait(attempts, options) * ((1 + jitter) / 2);
        return elapsed + wait > options.GiveUpAfter ? null : wait;
    }

    private static TimeSpan OwnWait(int attempts, CaseWorkerClientOptions options)
    {
        var doubled = options.FirstWait * Math.Pow(2, Math.Min(attempts - 1, 30));
        return doubled < options.MaxWait ? doubled : options.MaxWait;
    }
}
