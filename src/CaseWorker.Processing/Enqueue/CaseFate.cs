namespace CaseWorker.Processing.Enqueue;

/// <summary>What became of an accepted case.</summary>
public abstract record CaseFate
{
    private CaseFate()
    {
    }

    /// <summary>It can be read.</summary>
    public sealed record Stored : CaseFate;

    /// <summary>It waits for an operator.</summary>
    public sealed record Parked(long ParkedId) : CaseFate;

    /// <summary>It is on its way.</summary>
    public sealed record Pending : CaseFate;
}
