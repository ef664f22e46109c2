namespace CaseWorker.Storage.Failpoints;

/// <summary>Places at which a test makes the program die, fail, wait or freeze. For tests only, and only by the environment.</summary>
/// <remarks>
/// <see cref="Variable"/> holds points and what to do there, apart by semicolons, e.g.
/// <c>before-commit=kill@3;before-transaction=delay:20ms;poison:BOOM=kill</c>. The points are in <see cref="FailpointNames"/>;
/// <c>poison:TEXT</c> is every intake message whose body contains TEXT. What to do: <c>kill</c> (the process ends at once, nothing is
/// cleaned up), <c>error</c> (throws), <c>delay:20ms</c> (each waits on its own), <c>delay-in-turn:20ms</c> (one after the other, as if
/// the process had one connection), <c>freeze</c> (waits until it is cancelled). <c>@n</c> behind it: only the n-th time.
/// The names in <see cref="FailpointNames.Wrong"/> are switches: <c>wrong:no-key-check=on</c>.
/// Costs one look at a static field where the variable is not set. Thread-safe.
/// </remarks>
public static class Failpoint
{
    /// <summary>The name of the environment variable.</summary>
    public const string Variable = "CASEWORKER_FAILPOINTS";

    private static FailpointSet? armed;

    /// <summary>What is armed, as it was written, for the log; null: nothing.</summary>
    public static string? Armed { get; private set; }

    /// <summary>Reads the variable, once, when the program starts.</summary>
    /// <exception cref="FormatException">Unknown point, unknown thing to do, or not readable; the message says which.</exception>
    public static void ArmFromEnvironment()
    {
        var text = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrWhiteSpace(text))
            return;

        armed = FailpointSet.Parse(text);
        Armed = text;
    }

    /// <summary>Whether the program shall be wrong in this way. Only what proves that tests can fail asks.</summary>
    /// <param name="name">One of <see cref="FailpointNames.Wrong"/>.</param>
    public static bool IsWrong(string name) => armed is not null && armed.IsWrong(name);

    /// <summary>Does what is armed for <paramref name="name"/>.</summary>
    /// <param name="name">One of <see cref="FailpointNames"/>.</param>
    /// <param name="cancellation">Ends a delay or a freeze.</param>
    public static ValueTask HitAsync(string name, CancellationToken cancellation) =>
        armed is null ? ValueTask.CompletedTask : armed.HitAsync(name, cancellation);

    /// <summary>The same for code that must not wait asynchronously: it blocks the thread.</summary>
    public static void Hit(string name)
    {
        if (armed is not null)
            armed.HitAsync(name, CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Does what is armed for messages that hold a certain text.</summary>
    public static ValueTask HitMessageAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation) =>
        armed is null ? ValueTask.CompletedTask : armed.HitMessageAsync(body, cancellation);
}
