namespace CaseWorker.Storage.Intake;

/// <summary>What is stored of a case beyond its first row, because its caller said more than a CaseEnqueue can.</summary>
/// <param name="CaseType">note, call or import.</param>
/// <param name="HasReplied">Whether the response times are those of e-mails and calls in its history.</param>
/// <param name="LastMessageAt">When the latest mail or note in its history was written; at the earliest its opening.</param>
/// <param name="DuePausedAt">Since when its stages wait, for a case that is stored open.</param>
public sealed record CaseWishRow(
    int CaseId,
    string? CaseType,
    DateTimeOffset? FirstResponseAt,
    DateTimeOffset? LastResponseAt,
    bool HasReplied,
    DateTimeOffset LastMessageAt,
    DateTimeOffset? DuePausedAt);

/// <summary>A note, call or e-mail that a caller brings.</summary>
/// <param name="Author">At most 200.</param>
/// <param name="Type">note, call or email.</param>
/// <param name="Origin">opening or import.</param>
/// <param name="Sender">At most 320; null but for e-mails, as all after it.</param>
/// <param name="ItemHash">By which the item is known when it comes again; null: it can't.</param>
public sealed record CaseHistoryRow(
    int CaseId,
    DateTimeOffset At,
    string? Author,
    int? RepId,
    string Type,
    string? Title,
    string? Text,
    string Origin,
    string? Sender,
    string? Recipients,
    string? CopiedTo,
    string? BlindCopiedTo,
    DateTimeOffset? ReceivedAt,
    byte[]? ItemHash);

/// <summary>A tag that a new case has.</summary>
public sealed record NewTagRow(int CaseId, int TagId, DateTimeOffset At);

/// <summary>A case that is stored open waits for its customer from then on.</summary>
public sealed record NewPauseRow(int CaseId, DateTimeOffset FromAt);

/// <summary>An address by which a case's customer is known.</summary>
/// <param name="Email">In lower case, at most 320.</param>
public sealed record CaseEmailRow(int HubId, string Email, int CaseId);
