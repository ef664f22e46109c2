namespace CaseWorker.Storage.ActionManagement;

/// <summary>A note of a case as the Action Management API shows it.</summary>
public sealed record ActionNoteRow
{
    internal const string Columns = "n.NoteId, n.CaseId, n.At, n.ModifiedAt, n.Author, n.RepId, n.ModifiedBy, n.ModifiedRepId, n.System, n.Type, n.Title, n.Text";

    public required long NoteId { get; init; }
    public required int CaseId { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>When it was last changed, else when it was written.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>Null for system notes.</summary>
    public string? Author { get; init; }

    /// <summary>The rep who wrote it; null: none that is known.</summary>
    public int? RepId { get; init; }

    /// <summary>Who last changed it; null: nobody did.</summary>
    public string? ModifiedBy { get; init; }

    /// <summary>The rep who last changed it; null: none that is known.</summary>
    public int? ModifiedRepId { get; init; }

    public bool System { get; init; }

    /// <summary>note, call or email.</summary>
    public required string Type { get; init; }

    public string? Title { get; init; }
    public string? Text { get; init; }
}
