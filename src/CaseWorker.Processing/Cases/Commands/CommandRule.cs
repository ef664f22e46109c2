using CaseWorker.Processing.Cases.History;
using CaseWorker.Processing.Enqueue;
using CaseWorker.Processing.HelpCenter;

namespace CaseWorker.Processing.Cases.Commands;

/// <summary>What is wrong with a command whatever the case. Pure.</summary>
public static class CommandRule
{
    /// <summary>The longest subject and title, in UTF-16 units.</summary>
    public const int MaxTitle = 1000;

    /// <summary>The longest text of a note.</summary>
    public const int MaxText = 100_000;

    // What the column holds; fifteen digits are what SQLite's numbers keep exactly.
    private const decimal MaxCost = 99_999_999_999.9999m;

    /// <summary>Null: nothing.</summary>
    public static CaseResult.Refused? Check(CaseCommand command) => command switch
    {
        CaseCommand.SetStatus wish => CheckStatus(wish.Status),
        CaseCommand.AddNote wish => CheckNote(wish),
        CaseCommand.EditNote wish => CheckText(wish.Title.Value, wish.Text),
        CaseCommand.ImportHistory wish => CheckHistory(wish),
        CaseCommand.Update wish => CheckUpdate(wish),
        CaseCommand.UpdateConversation wish => CheckConversation(wish),
        CaseCommand.Delete wish => Text("why", wish.Why, MaxTitle),
        _ => null,
    };

    private static CaseResult.Refused? CheckStatus(string status) =>
        status is "new" or "open" or "closed" ? null : new CaseResult.Refused("status", "must be new, open or closed.");

    private static CaseResult.Refused? CheckNote(CaseCommand.AddNote wish)
    {
        if (wish.Type is not ("note" or "call" or "email"))
            return new CaseResult.Refused("type", "must be note, call or email.");

        return CheckText(wish.Title, wish.Text);
    }

    private static CaseResult.Refused? CheckText(string? title, string text) =>
        text.Length == 0 ? new CaseResult.Refused("text", "must not be empty.") : Text("title", title, MaxTitle) ?? Text("text", text, MaxText);

    private static CaseResult.Refused? CheckHistory(CaseCommand.ImportHistory wish)
    {
        var faults = wish.Items.Select((item, i) => (Place: i + 1, Fault: HistoryRule.Check(item)));
        return faults.FirstOrDefault(entry => entry.Fault is not null) is (var place, { } fault)
            ? new CaseResult.Refused("history", $"must have good items, item {place} has not: {fault.Field} {fault.Must}")
            : null;
    }

    private static CaseResult.Refused? CheckUpdate(CaseCommand.Update wish)
    {
        if (wish.Subject.IsGiven && string.IsNullOrWhiteSpace(wish.Subject.Value))
            return new CaseResult.Refused("subject", "must not be blank.");
        if (wish.Cost is { IsGiven: true, Value: { } cost } && (Math.Abs(cost) > MaxCost || decimal.Round(cost, 4) != cost))
            return new CaseResult.Refused("cost", "must have at most 4 decimal places and 11 digits before them.");

        return Text("subject", wish.Subject.Value, MaxTitle) ?? (wish.Status.IsGiven ? CheckStatus(wish.Status.Value) : null);
    }

    private static CaseResult.Refused? CheckConversation(CaseCommand.UpdateConversation wish)
    {
        if (wish.PhoneNumber.Value is { } phone && !PhoneRule.IsPhone(phone))
            return new CaseResult.Refused("phoneNumber", "must be a phone number.");
        if (wish.EmailAddress.Value is { } email && !email.Equals(ImportedHistory.EmailOf(email), StringComparison.OrdinalIgnoreCase))
            return new CaseResult.Refused("emailAddress", "must be an e-mail address.");

        return Text("emailAddress", wish.EmailAddress.Value, MaxTitle) ?? (wish.Status is null ? null : CheckStatus(wish.Status));
    }

    private static CaseResult.Refused? Text(string field, string? text, int maxLength) =>
        text is not null && TextRule.Check(text, maxLength) is { } must ? new CaseResult.Refused(field, must) : null;
}
