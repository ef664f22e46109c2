using CaseWorker.Processing.Events;
using CaseWorker.Processing.HelpCenter;
using CaseWorker.Storage.Cases;

namespace CaseWorker.Processing.Cases.Commands;

/// <summary>Changes what a help center shows of a case: its state, whose turn it is, and how the customer is reached. Pure.</summary>
internal static class ConversationRule
{
    public static void Apply(CaseChange change, CaseCommand.UpdateConversation wish)
    {
        if (wish.Status is { } status)
            StatusRule.Apply(change, status);

        var row = change.Row;
        var wanted = row with
        {
            PhoneNumber = wish.PhoneNumber.Or(row.PhoneNumber),
            EmailAddress = wish.EmailAddress.Or(row.EmailAddress),
            ActionNeeded = wish.ActionNeeded is { } needed ? Said(row.Status, needed) : row.ActionNeeded,
        };
        string[] changed = [.. Differences(row, wanted)];
        if (changed.Length == 0)
            return;

        change.Set(_ => wanted);
        change.Note(SystemNotes.Changed(changed, change.By.Name));
        change.TellUpdated(changed);
    }

    // What the status tells by itself need not be kept.
    private static bool? Said(string status, bool needed) => needed == Conversations.IsActionNeeded(status, said: null) ? null : needed;

    private static IEnumerable<string> Differences(CaseStateRow before, CaseStateRow after)
    {
        if (before.PhoneNumber != after.PhoneNumber)
            yield return "phoneNumber";
        if (before.EmailAddress != after.EmailAddress)
            yield return "emailAddress";
        if (before.ActionNeeded != after.ActionNeeded)
            yield return "actionNeeded";
    }
}
