using System.Text;

namespace CaseWorker.Storage.Failpoints;

/// <summary>What is armed in this process: see <see cref="Failpoint"/> for the words.</summary>
internal sealed class FailpointSet
{
    private const string PoisonPrefix = "poison:";

    private readonly Dictionary<string, FailpointAction> points = [];
    private readonly HashSet<string> wrongs = [];
    private readonly List<(byte[] Text, FailpointAction Action)> poisons = [];

    /// <exception cref="FormatException">The message says what is wrong, and what is known.</exception>
    public static FailpointSet Parse(string text)
    {
        var set = new FailpointSet();
        foreach (var entry in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            set.Add(entry);

        return set;
    }

    /// <summary>Whether the program shall be wrong in this way.</summary>
    public bool IsWrong(string name) => wrongs.Contains(name);

    public ValueTask HitAsync(string name, CancellationToken cancellation) =>
        points.TryGetValue(name, out var action) ? action.HitAsync(name, cancellation) : ValueTask.CompletedTask;

    public async ValueTask HitMessageAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        foreach (var (text, action) in poisons)
        {
            if (body.Span.IndexOf(text) >= 0)
                await action.HitAsync(PoisonPrefix + Encoding.UTF8.GetString(text), cancellation);
        }
    }

    private void Add(string entry)
    {
        if (entry.LastIndexOf('=') is not (> 0 and var equals))
            throw new FormatException($"{Failpoint.Variable} must be points as name=action, has \"{entry}\".");

        var name = entry[..equals];
        if (FailpointNames.Wrong.Contains(name))
        {
            wrongs.Add(entry[(equals + 1)..] == "on" ? name : throw new FormatException($"{Failpoint.Variable} must say on for {name}, has \"{entry}\"."));
            return;
        }

        var action = FailpointAction.Parse(entry[(equals + 1)..]);
        if (name.Length > PoisonPrefix.Length && name.StartsWith(PoisonPrefix, StringComparison.Ordinal))
            poisons.Add((Encoding.UTF8.GetBytes(name[PoisonPrefix.Length..]), action));
        else if (!FailpointNames.All.Contains(name))
            throw new FormatException($"{Failpoint.Variable} must name points that exist, has \"{name}\"; known are {string.Join(", ", FailpointNames.All)}, {PoisonPrefix}TEXT, and with =on {string.Join(", ", FailpointNames.Wrong)}.");
        else if (!points.TryAdd(name, action))
            throw new FormatException($"{Failpoint.Variable} must name each point once, has \"{name}\" twice.");
    }
}
