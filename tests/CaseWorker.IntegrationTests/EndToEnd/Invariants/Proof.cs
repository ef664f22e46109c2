namespace CaseWorker.IntegrationTests.EndToEnd.Invariants;

/// <summary>Which invariants a run is held against.</summary>
internal static class Proof
{
    /// <summary>Those that need nothing but requests and cases.</summary>
    public static readonly IReadOnlyList<Invariant> OfCases =
        [new NothingLost(), new NothingDoubled(), new PromisesKept(), new NoPhantom(), new SequencesContiguous(), new ProducerOrderKept(), new SourceOrderKept(), new RepOfTheDepartment()];

    /// <summary>All of intake.</summary>
    public static readonly IReadOnlyList<Invariant> OfIntake =
        [.. OfCases, new IntervalsApart(), new DecisionsFair(), new OnlyPoisonParked(), new NothingSeenAmiss()];

    /// <summary>Intake, and the due dates of what it stored.</summary>
    public static readonly IReadOnlyList<Invariant> OfIntakeAndDueDates = [.. OfIntake, new StagesOnce()];

    /// <summary>Everything: intake, due dates, and what others were told of it.</summary>
    public static readonly IReadOnlyList<Invariant> OfAll = [.. OfIntakeAndDueDates, new EventsTold()];

    /// <summary>Holds the evidence against each of them.</summary>
    public static List<(string Invariant, string Detail)> Violations(Evidence evidence, IEnumerable<Invariant> invariants) =>
        [.. invariants.SelectMany(invariant => invariant.Violations(evidence).Select(detail => (invariant.Name, detail)))];
}
