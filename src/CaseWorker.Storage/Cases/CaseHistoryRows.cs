namespace CaseWorker.Storage.Cases;

/// <summary>A note as it is read.</summary>
public sealed record CaseNoteRow
{
    public required long NoteId { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Null for system notes.</summary>
    public string? Author { get; init; }

    public bool System { get; init; }

    /// <summary>note, call, email or system.</summary>
    public required string Type { get; init; }

    public string? Title { get; init; }
    public string? Text { get; init; }
}

/// <summary>An assignment decision as it is read.</summary>
public sealed record CaseAssignmentRow
{
    /// <summary>1, 2, 3, … per case.</summary>
    public required int Ordinal { get; init; }

    public required DateTimeOffset At { get; init; }
    public required string Strategy { get; init; }

    /// <summary>Null when the decision was that nobody gets the case.</summary>
    public int? RepId { get; init; }

    /// <summary>JSON: an array of rep ids, ascending.</summary>
    public required string Eligible { get; init; }

    /// <summary>JSON: an array of objects with repId and reason.</summary>
    public required string Excluded { get; init; }

    /// <summary>Place of the chosen one among the candidates, from 0; null without a draw.</summary>
    public int? DrawIndex { get; init; }

    /// <summary>How many the draw was over; null without a draw.</summary>
    public int? DrawOf { get; init; }

    public required string Cause { get; init; }
}
