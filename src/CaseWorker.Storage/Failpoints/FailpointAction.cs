using System.Diagnostics;
using System.Globalization;

namespace CaseWorker.Storage.Failpoints;

/// <summary>What happens at a point, and at which of the times it is passed.</summary>
internal sealed class FailpointAction
{
    private readonly string kind;
    private readonly TimeSpan delay;
    private readonly long? onlyAt;
    private readonly Lock gate = new();
    private long hits;
    private long freeAt;

    private FailpointAction(string kind, TimeSpan delay, long? onlyAt) => (this.kind, this.delay, this.onlyAt) = (kind, delay, onlyAt);

    /// <exception cref="FormatException">The message says what is wrong.</exception>
    public static FailpointAction Parse(string text)
    {
        var parts = text.Split('@', 2);
        var words = parts[0].Split(':', 2);
        long? onlyAt = null;
        if (parts.Length == 2)
        {
            onlyAt = long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0
                ? n : throw new FormatException($"{Failpoint.Variable} must have a number from 1 behind @, has \"{text}\".");
        }

        return (words[0], words.Length) switch
        {
            ("kill" or "error" or "freeze", 1) => new FailpointAction(words[0], TimeSpan.Zero, onlyAt),
            ("delay" or "delay-in-turn", 2) => new FailpointAction(words[0], DurationOf(words[1]), onlyAt),
            _ => throw new FormatException($"{Failpoint.Variable} must say kill, error, freeze, delay:20ms or delay-in-turn:20ms, with @n behind it for only the n-th time; has \"{text}\"."),
        };
    }

    public async ValueTask HitAsync(string name, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref hits) is var hit && onlyAt is { } at && hit != at)
            return;

        switch (kind)
        {
            case "kill":
                Die();
                break;
            case "error":
                throw new InvalidOperationException($"Failpoint {name}.");
            case "freeze":
                await Task.Delay(Timeout.Infinite, cancellation);
                break;
            case "delay":
                await Task.Delay(delay, cancellation);
                break;
            default:
                await Task.Delay(Turn(), cancellation);
                break;
        }
    }

    private static void Die()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();

        // Not one step further, should the signal take a moment.
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>How long from now until all who came before have waited, and this one as well.</summary>
    private TimeSpan Turn()
    {
        lock (gate)
        {
            var now = Environment.TickCount64;
            freeAt = Math.Max(now, freeAt) + (long)delay.TotalMilliseconds;
            return TimeSpan.FromMilliseconds(freeAt - now);
        }
    }

    private static TimeSpan DurationOf(string text)
    {
        var (digits, unit) = text.EndsWith("ms", StringComparison.Ordinal) ? (text[..^2], 1) : text.EndsWith('s') ? (text[..^1], 1000) : ("", 0);
        return unit > 0 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 3_600_000 / unit
            ? TimeSpan.FromMilliseconds(number * unit)
            : throw new FormatException($"{Failpoint.Variable} must have a delay as 20ms or 2s, at most an hour, has \"{text}\".");
    }
}
