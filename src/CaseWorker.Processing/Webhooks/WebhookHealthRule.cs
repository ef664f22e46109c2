using CaseWorker.Storage.Webhooks;

namespace CaseWorker.Processing.Webhooks;

/// <summary>When a receiver counts as down, and how often one looks whether it is back. Pure.</summary>
/// <remarks>
/// While it is down one delivery at a time is tried, a few an hour, and all others wait without using up their tries: so a dead receiver
/// costs the same whatever waits for it, and gets everything in order when it is back.
/// </remarks>
public static class WebhookHealthRule
{
    /// <summary>After so many tries in a row that did not reach it.</summary>
    public const int DownAfter = 8;

    /// <summary>Between two looks, at most.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(20),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(3),
        TimeSpan.FromMinutes(6),
    ];

    /// <summary>Whether a try did not reach the receiver: no answer came, or somebody before it said that it is not there.</summary>
    public static bool IsDown(int? status) => status is null or 502 or 503 or 504;

    /// <summary>Whether the receiver counts as down.</summary>
    public static bool IsDown(WebhookHealthRow health) => health.Downs >= DownAfter;

    /// <summary>Whether something may be tried.</summary>
    public static bool MayTry(WebhookHealthRow health, DateTimeOffset now) => !IsDown(health) || health.ProbeAt <= now;

    /// <summary>What is known after tries that began together.</summary>
    /// <param name="statuses">Their answers; null: none came.</param>
    /// <param name="begunAt">When they began.</param>
    public static WebhookHealthRow After(WebhookHealthRow health, IReadOnlyCollection<int?> statuses, DateTimeOffset begunAt, Random random)
    {
        if (statuses.Any(status => !IsDown(status)))
            return health with { Downs = 0, DownSince = null, ProbeAt = DateTimeOffset.UnixEpoch };

        // Several that come back to a receiver that is down already were on their way before: they are no look, and tell nothing new.
        if (IsDown(health) && statuses.Count > 1)
            return health;

        var downs = IsDown(health) ? health.Downs + 1 : Math.Min(health.Downs + statuses.Count, DownAfter);
        var known = health with { Downs = downs, DownSince = health.DownSince ?? begunAt };
        if (!IsDown(known))
            return known;

        // The first look soon, since most outages are short.
        var looks = downs - DownAfter;
        var delay = looks < Delays.Length ? Delays[looks] : LongestDelay;
        return known with { ProbeAt = begunAt + WebhookRetryRule.Spread(delay, random) };
    }
}
