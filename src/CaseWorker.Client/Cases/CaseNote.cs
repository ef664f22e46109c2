namespace CaseWorker.Client;

/// <summary>Something written to a case, by people or by CaseWorker itself.</summary>
public sealed record CaseNote
{
    /// <summary>Ascending in the order in which notes were written.</summary>
    public required long NoteId { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The name of a key or a person; null: CaseWorker itself.</summary>
    public string? By { get; init; }

    /// <summary>True: CaseWorker wrote it.</summary>
    public required bool System { get; init; }

    /// <summary>note, call or email; further words for what CaseWorker writes.</summary>
    public required string Type { get; init; }

    /// <summary>Null when there is none.</summary>
    public string? Title { get; init; }

    /// <summary>Null when there is none.</summary>
    public string? Text { get; init; }
}
