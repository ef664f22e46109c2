namespace CaseWorker.Storage.TextSearch;

/// <summary>A case that waits to be read for its words.</summary>
public sealed record TextWorkRow
{
    public required long WorkId { get; init; }
    public required int CaseId { get; init; }
}

/// <summary>How far the index of words is.</summary>
public sealed record TextTurnRow
{
    /// <summary>One more with each step.</summary>
    public required long Turns { get; init; }

    /// <summary>Of the cases that are older than the index, those up to this id have been read.</summary>
    public required int FilledTo { get; init; }

    /// <summary>The last case that is older than the index; what came after it waits by itself.</summary>
    public required int FillTo { get; init; }

    /// <summary>Whether a server's own full-text search is in use beside the table of words.</summary>
    public required bool FullText { get; init; }
}

/// <summary>What a case itself says. Null: nothing.</summary>
public sealed record CaseHeadTextRow
{
    internal const string Columns = "CaseId, HubId, Subject, Notes, OpenedBy, ExtRef, CustomerName, Company, EmailAddress, PhoneNumber";

    public required int CaseId { get; init; }
    public required int HubId { get; init; }
    public string? Subject { get; init; }
    public string? Notes { get; init; }
    public string? OpenedBy { get; init; }
    public string? ExtRef { get; init; }
    public string? CustomerName { get; init; }
    public string? Company { get; init; }
    public string? EmailAddress { get; init; }
    public string? PhoneNumber { get; init; }
}

/// <summary>What a note, call or e-mail says. Null: nothing.</summary>
public sealed record CaseNoteTextRow
{
    internal const string Columns = "Author, Title, Text, Sender";

    public string? Author { get; init; }
    public string? Title { get; init; }
    public string? Text { get; init; }
    public string? Sender { get; init; }
}

/// <summary>The words of a case as they are looked up.</summary>
/// <param name="Words">Each with a blank before it, and its hub.</param>
public sealed record CaseWordsRow(int CaseId, int HubId, string Words);
