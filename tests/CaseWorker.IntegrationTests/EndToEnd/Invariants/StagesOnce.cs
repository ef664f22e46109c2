namespace CaseWorker.IntegrationTests.EndToEnd.Invariants;

/// <summary>Every due stage of every case happened once, in its order, with its record, its note and its event.</summary>
internal sealed class StagesOnce : Invariant
{
    private static readonly string[] Expected = ["pre", "due", "post"];

    public override IEnumerable<string> Violations(Evidence evidence) =>
        from due in evidence.Due
        from seen in new[] { ("recorded", due.Recorded), ("noted", due.Noted), ("told", due.Told) }
        where !seen.Item2.SequenceEqual(Expected)
        select $"the stages of case {due.CaseId} were {seen.Item1} as {(seen.Item2.Count == 0 ? "nothing" : string.Join(", ", seen.Item2))}";
}
