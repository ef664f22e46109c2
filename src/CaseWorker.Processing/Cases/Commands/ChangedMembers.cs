using System.Globalization;
using CaseWorker.Contracts;
using CaseWorker.Processing.Events;
using CaseWorker.Processing.HelpCenter;
using CaseWorker.Storage.Cases;

namespace CaseWorker.Processing.Cases.Commands;

/// <summary>Puts into an event what the members that it names became, so that who hears it need not ask. Pure.</summary>
internal static class ChangedMembers
{
    /// <param name="before">The case before the command.</param>
    /// <param name="row">The case at the step that is told.</param>
    /// <param name="saved">The case as the command leaves it, with its due dates.</param>
    public static CaseEvent Tell(CaseEvent told, CaseStateRow before, CaseStateRow row, CaseStateRow saved)
    {
        if (told.Name == CaseEventNames.CaseReopened)
            return told.WithDates(saved.ToDue());
        if (told.Changed is not { } changed)
            return told;

        // A pause that ends moves the dates: nobody named them, and yet they changed.
        if (changed.Contains("status") && saved.DueAt != before.DueAt && !changed.Contains("dueAt"))
            changed = [.. changed, "dueAt"];

        if (changed.Contains("dueAt"))
            told = told.WithDates(saved.ToDue());

        return told with
        {
            Changed = changed,
            WorkflowId = changed.Contains("workflowId") && row.WorkflowId is not CaseProgramFacts.NoWorkflow ? row.WorkflowId : null,
            PhoneNumber = changed.Contains("phoneNumber") ? row.PhoneNumber : null,
            EmailAddress = changed.Contains("emailAddress") ? row.EmailAddress : null,
            ActionNeeded = changed.Contains("actionNeeded") ? Conversations.IsActionNeeded(row.Status, row.ActionNeeded) : null,
            Cost = changed.Contains("cost") && row.Cost is { } cost ? decimal.Parse(cost, CultureInfo.InvariantCulture) : null,
        };
    }
}
