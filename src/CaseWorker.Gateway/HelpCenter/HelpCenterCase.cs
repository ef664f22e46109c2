using System.Globalization;
using System.Text.Json.Serialization;
using CaseWorker.Processing.HelpCenter;
using CaseWorker.Storage.HelpCenter;

namespace CaseWorker.Gateway.HelpCenter;

/// <summary>A case as the clients of the HelpCenter API read it (spec 7), and the one mapping between that API and a case.</summary>
internal sealed record HelpCenterCase
{
    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    public required int CaseNumber { get; init; }
    public required string ConversationId { get; init; }
    public required string? Subject { get; init; }
    public required IReadOnlyList<HelpCenterMessage> Messages { get; init; }

    /// <summary>UNHANDLED, HANDLING or CLOSED.</summary>
    public required string State { get; init; }

    public required string? Customer { get; init; }
    public required string? Company { get; init; }
    public required string? CustomerName { get; init; }
    public required string? EmailAddress { get; init; }
    public required string? PhoneNumber { get; init; }
    public required bool ActionNeeded { get; init; }

    /// <summary>Told by searches only, as all below.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Of the customer's latest message; left out when there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LatestMessageId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? HelpCenterId { get; init; }

    /// <summary>A case as a list shows it.</summary>
    /// <param name="written">What was written to it, in any order.</param>
    public static HelpCenterCase Of(HelpCenterCaseRow row, IEnumerable<HelpCenterMessageRow> written)
    {
        var rows = written.OrderBy(message => message.At).ThenBy(message => message.NoteId).ToList();
        return new HelpCenterCase
        {
            Id = HexId.Of(row.CaseId),
            CaseNumber = row.CaseId,
            ConversationId = Conversations.IdOf(row.CaseId, row.ConversationId),
            Subject = row.Subject,
            Messages = [.. Details(row), .. rows.Select(HelpCenterMessage.Of)],
            State = StateOf(row.Status),
            Customer = row.CustomerId is { } customerId ? HexId.Of(customerId) : null,
            Company = row.Company,
            CustomerName = CustomerRule.NameOf(row),
            EmailAddress = CustomerRule.EmailOf(row, rows),
            PhoneNumber = CustomerRule.PhoneOf(row),
            ActionNeeded = Conversations.IsActionNeeded(row.Status, row.ActionNeeded),
        };
    }

    /// <summary>A case as a search shows it.</summary>
    public static HelpCenterCase Found(HelpCenterCaseRow row, IEnumerable<HelpCenterMessageRow> written, string helpCenterId)
    {
        var shown = Of(row, written);
        return shown with
        {
            CreatedAt = row.OpenedAt,
            LatestMessageId = shown.Messages.LastOrDefault(message => message.Type == HelpCenterMessage.Incoming)?.MessageId,
            HelpCenterId = helpCenterId,
        };
    }

    /// <summary>The status that a state stands for, in any case of its letters; null: none.</summary>
    public static string? StatusOf(string state) => state.ToUpperInvariant() switch
    {
        "UNHANDLED" => "new",
        "HANDLING" => "open",
        "CLOSED" => "closed",
        _ => null,
    };

    private static string StateOf(string status) => status switch
    {
        "new" => "UNHANDLED",
        "open" => "HANDLING",
        _ => "CLOSED",
    };

    // What the customer came with is the first message.
    private static IEnumerable<HelpCenterMessage> Details(HelpCenterCaseRow row) => string.IsNullOrEmpty(row.Notes)
        ? []
        :
        [
            new HelpCenterMessage
            {
                Content = row.Notes,
                MessageId = HelpCenterMessage.IdOf(row.CaseId, 0),
                InternetMessageId = null,
                Sent = row.OpenedAt,
                SentBy = HelpCenterMessage.NameOf(CustomerRule.NameOf(row)),
                Type = HelpCenterMessage.Incoming,
            },
        ];
}

/// <summary>A message of a case.</summary>
internal sealed record HelpCenterMessage
{
    public const string Incoming = "INCOMING";

    public required string? Content { get; init; }

    /// <summary>The id that the mail had, else one made of the case's id and the note's (0: the details).</summary>
    public required string MessageId { get; init; }

    public required string? InternetMessageId { get; init; }
    public required DateTimeOffset Sent { get; init; }

    /// <summary>A name, or an address where no name is known.</summary>
    public required string? SentBy { get; init; }

    /// <summary>COMMENT, INCOMING or OUTGOING.</summary>
    public required string Type { get; init; }

    public static HelpCenterMessage Of(HelpCenterMessageRow row) => new()
    {
        Content = row.Text,
        MessageId = row.MailId ?? IdOf(row.CaseId, row.NoteId),
        InternetMessageId = row.InternetMailId,
        Sent = row.At,
        SentBy = NameOf(row.Sender ?? row.Author),
        Type = row.Type != "email" ? "COMMENT" : row.RepId is null ? Incoming : "OUTGOING",
    };

    public static string IdOf(int caseId, long noteId) => string.Create(CultureInfo.InvariantCulture, $"{caseId}-{noteId}");

    // "Ann Lee <ann@example.org>" is Ann Lee.
    public static string? NameOf(string? sender)
    {
        var address = sender?.IndexOf('<', StringComparison.Ordinal) ?? -1;
        var name = address > 0 ? sender![..address].Trim().Trim('"') : "";
        return name.Length > 0 ? name : sender;
    }
}
