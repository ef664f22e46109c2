namespace CaseWorker.Client;

/// <summary>How it was decided who gets a case.</summary>
public sealed record CaseAssignment
{
    /// <summary>UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>random, round-robin, least-open, or how else it was decided.</summary>
    public required string Strategy { get; init; }

    /// <summary>Who got it; null: nobody could, so that it waits.</summary>
    public int? RepId { get; init; }

    /// <summary>Who could have got it, by ascending id.</summary>
    public required IReadOnlyList<int> Eligible { get; init; }

    /// <summary>Who of the department could not.</summary>
    public required IReadOnlyList<ExcludedRep> Excluded { get; init; }

    /// <summary>Null when nothing was drawn.</summary>
    public AssignmentDraw? Draw { get; init; }

    /// <summary>What led to the decision, as a word.</summary>
    public required string Cause { get; init; }
}

/// <summary>A rep who could not get a case.</summary>
/// <param name="RepId">The rep.</param>
/// <param name="Reason">Why, as a word.</param>
public sealed record ExcludedRep(int RepId, string Reason);

/// <summary>Which of the eligible reps was drawn.</summary>
/// <param name="Index">From 0, over ascending ids.</param>
/// <param name="Of">How many there were.</param>
public sealed record AssignmentDraw(int Index, int Of);
