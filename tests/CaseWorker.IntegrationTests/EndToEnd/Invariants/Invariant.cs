namespace CaseWorker.IntegrationTests.EndToEnd.Invariants;

/// <summary>Something that must hold whatever happened. A new one is a class here and a line in <see cref="Proof"/>.</summary>
internal abstract class Invariant
{
    public string Name => GetType().Name;

    /// <summary>A sentence for each violation; none when it holds.</summary>
    public abstract IEnumerable<string> Violations(Evidence evidence);
}
