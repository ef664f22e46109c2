namespace CaseWorker.Storage.HelpCenter;

/// <summary>A case as a help center needs it. Lengths are those of the schema; instants are UTC.</summary>
public sealed record HelpCenterCaseRow
{
    internal const string Columns =
        """
        CaseId, CustomerId, ExtRef, Subject, Notes, Status, OpenedBy, OpenedAt, ConversationId, CustomerName, Company, EmailAddress,
        PhoneNumber, ActionNeeded
        """;

    public required int CaseId { get; init; }
    public int? CustomerId { get; init; }
    public string? ExtRef { get; init; }
    public string? Subject { get; init; }
    public string? Notes { get; init; }

    /// <summary>new, open or closed.</summary>
    public required string Status { get; init; }

    public string? OpenedBy { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Null: none was given, then the case's id stands for it.</summary>
    public string? ConversationId { get; init; }

    /// <summary>Null: nobody said, as with all below.</summary>
    public string? CustomerName { get; init; }

    public string? Company { get; init; }
    public string? EmailAddress { get; init; }
    public string? PhoneNumber { get; init; }

    /// <summary>Whether the team must act; null: the status tells.</summary>
    public bool? ActionNeeded { get; init; }
}

/// <summary>A note, call or e-mail that somebody wrote.</summary>
public sealed record HelpCenterMessageRow
{
    internal const string Columns = "CaseId, NoteId, At, Author, RepId, Type, Text, Sender, Recipients, MailId, InternetMailId";

    public required int CaseId { get; init; }
    public required long NoteId { get; init; }

    /// <summary>When it was written or sent.</summary>
    public required DateTimeOffset At { get; init; }

    public string? Author { get; init; }

    /// <summary>The rep who wrote it; null: none that is known, an e-mail is then the customer's.</summary>
    public int? RepId { get; init; }

    /// <summary>note, call or email.</summary>
    public required string Type { get; init; }

    public string? Text { get; init; }

    /// <summary>Null but for e-mails, as all below.</summary>
    public string? Sender { get; init; }

    public string? Recipients { get; init; }
    public string? MailId { get; init; }
    public string? InternetMailId { get; init; }
}
