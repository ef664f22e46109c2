namespace CaseWorker.Client;

/// <summary>How patient a client is.</summary>
public sealed record CaseWorkerClientOptions
{
    /// <summary>How often a request is sent at most, the first time included. 1: never again.</summary>
    /// <value>1 or more; 10.</value>
    public int MaxAttempts { get; init; } = 10;

    /// <summary>For how long a request is sent again. A <c>Retry-After</c> that leads beyond it ends the call at once.</summary>
    /// <value>Above zero; one minute.</value>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>About how long is waited before the second attempt, where CaseWorker does not say; each later wait is twice as long.</summary>
    /// <value>Above zero; 200 ms.</value>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest of these waits.</summary>
    /// <value><see cref="FirstWait"/> or more; 10 s.</value>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After how much silence a stream of events counts as dead. CaseWorker says something every 15 s.</summary>
    /// <value>Above zero; 45 s.</value>
    public TimeSpan EventsSilentFor { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>The clock of all waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(GiveUpAfter, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(FirstWait, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxWait, FirstWait);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(EventsSilentFor, TimeSpan.Zero);
    }
}
