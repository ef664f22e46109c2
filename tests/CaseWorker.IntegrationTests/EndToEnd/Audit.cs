using CaseWorker.IntegrationTests.EndToEnd.Invariants;

namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>Holds what producers know against what the database has: nothing lost, nothing twice, nothing out of order.</summary>
/// <remarks>It shares no code with the program's own proof, which could be wrong in the same way as the program.</remarks>
internal static class Audit
{
    /// <param name="membersOf">The reps of each department.</param>
    /// <returns>A sentence for each fault; empty when all holds.</returns>
    public static List<string> Faults(IReadOnlyCollection<Sent> sent, IReadOnlyCollection<StoredCase> stored, ILookup<int, int> membersOf)
    {
        var evidence = new Evidence { Sent = sent, Stored = [.. stored.OrderBy(row => row.ServiceId).ThenBy(row => row.Sequence)], Members = membersOf };
        return [.. Proof.Violations(evidence, Proof.OfCases).Select(violation => violation.Detail)];
    }
}
