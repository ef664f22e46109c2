using System.Globalization;
using System.Text;

namespace CaseWorker.IntegrationTests.Chaos;

/// <summary>What a run came to.</summary>
internal sealed record Outcome
{
    public required int Seed { get; init; }
    public required TimeSpan Lasted { get; init; }
    public required IReadOnlyList<string> Kinds { get; init; }
    public required IReadOnlyList<Injection> Injections { get; init; }

    /// <summary>Kinds that this machine does not allow, with the reason.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Requests and messages sent, repetitions included.</summary>
    public required long Offered { get; init; }
    public required int Confirmed { get; init; }

    /// <summary>Sent once and never answered: may be stored or not.</summary>
    public required int Unknown { get; init; }
    public required int Stored { get; init; }

    /// <summary>How many of the unknown ones are stored.</summary>
    public required int UnknownStored { get; init; }

    /// <summary>Cases that say that they may be doubled.</summary>
    public required int PossibleDuplicates { get; init; }
    public required int PoisonSent { get; init; }
    public required int Parked { get; init; }

    /// <summary>From the last fault's end until nothing was left to do.</summary>
    public required TimeSpan Drained { get; init; }
    public required IReadOnlyList<(string Invariant, string Detail)> Violations { get; init; }

    public int CountOf(string kind) => Injections.Count(injection => injection.Counts && injection.Planned.Fault.Kind == kind);

    public string Report()
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));

        Line($"Chaos run, seed {Seed}, {Lasted.TotalMinutes:F1} minutes");
        foreach (var injection in Injections.OrderBy(injection => injection.Planned.Number))
            Line($"{injection}");

        Line($"\nFaults that count (at least {Injector.LeastRate:F0} cases/s offered and something in hand at the target), of all injected:");
        foreach (var kind in Kinds)
            Line($"  {CountOf(kind),4} of {Injections.Count(injection => injection.Planned.Fault.Kind == kind),4}  {kind}");

        foreach (var missing in Missing)
            Line($"     0  {missing}");

        Line($"  {Injections.Count(injection => injection.Counts),4} of {Injections.Count,4}  in all");
        Line($"\noffered {Offered}, confirmed {Confirmed}, unknown {Unknown} (of which stored {UnknownStored}), stored {Stored} (flagged possible duplicates {PossibleDuplicates})");
        Line($"poison sent {PoisonSent}, parked {Parked}; drained {Drained.TotalSeconds:F1} s after the last fault");
        Line($"{Violations.Count} violations");
        foreach (var (invariant, detail) in Violations.Take(100))
            Line($"  {invariant}: {detail}");

        return text.ToString();
    }
}
