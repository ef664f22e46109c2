namespace CaseWorker.IntegrationTests.EndToEnd.Invariants;

/// <summary>Every poison is parked once, with its reason, and nothing else is.</summary>
internal sealed class OnlyPoisonParked : Invariant
{
    public override IEnumerable<string> Violations(Evidence evidence)
    {
        var sent = evidence.Poison.Select(poison => (poison.Key, poison.Reason)).ToHashSet();
        var parked = evidence.Parked.CountBy(row => (row.MessageKey, row.Reason)).ToDictionary();
        foreach (var poison in evidence.Poison.Where(poison => poison.IsAccepted && !parked.ContainsKey((poison.Key, poison.Reason))))
            yield return $"poison {poison.Key} is not parked as {poison.Reason}";

        foreach (var ((key, reason), count) in parked.Where(row => !sent.Contains(row.Key)))
            yield return $"{key} is parked as {reason}, {count} times, and was no such poison";

        foreach (var ((key, reason), count) in parked.Where(row => row.Value > 1 && sent.Contains(row.Key)))
            yield return $"poison {key} is parked {count} times as {reason}";
    }
}
