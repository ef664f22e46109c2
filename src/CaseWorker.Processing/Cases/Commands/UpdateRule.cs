using System.Globalization;
using CaseWorker.Processing.Events;

namespace CaseWorker.Processing.Cases.Commands;

/// <summary>Changes several members of a case at once. Pure.</summary>
internal static class UpdateRule
{
    /// <summary>The workflow must be known to exist.</summary>
    public static CaseResult.Refused? Apply(CaseChange change, CaseCommand.Update wish)
    {
        SetMembers(change, wish);

        // A case is reopened before it is given to somebody, and given before it is closed.
        var wasClosed = change.Row.Status == "closed";
        if (wish.Status.IsGiven && wasClosed)
            StatusRule.Apply(change, wish.Status.Value);
        if (wish.RepId.IsGiven && SetRep(change, wish.RepId.Value) is { } refused)
            return refused;
        if (wish.Status.IsGiven && !wasClosed)
            StatusRule.Apply(change, wish.Status.Value);

        return null;
    }

    private static void SetMembers(CaseChange change, CaseCommand.Update wish)
    {
        var row = change.Row;
        var changed = new List<string>();
        if (wish.Subject.IsGiven && wish.Subject.Value != row.Subject)
            changed.Add("subject");
        if (wish.WorkflowId.IsGiven && wish.WorkflowId.Value != row.WorkflowId)
            changed.Add("workflowId");
        if (wish.Cost.IsGiven && wish.Cost.Value != CostOf(row.Cost))
            changed.Add("cost");

        if (changed.Count > 0)
            change.Note(SystemNotes.Changed(changed, change.By.Name));

        change.Set(current => current with
        {
            Subject = wish.Subject.Or(current.Subject),
            WorkflowId = wish.WorkflowId.Or(current.WorkflowId),
            Cost = wish.Cost.IsGiven ? wish.Cost.Value?.ToString("0.0000", CultureInfo.InvariantCulture) : current.Cost,
        });
        if (wish.DueAt.IsGiven && SetDueAt(change, wish.DueAt.Value))
            changed.Add("dueAt");

        if (changed.Count > 0)
            change.TellUpdated([.. changed]);
    }

    private static bool SetDueAt(CaseChange change, DateTimeOffset? wanted)
    {
        DateTimeOffset? dueAt = wanted is { } given ? DateTimeOffset.FromUnixTimeMilliseconds(given.ToUnixTimeMilliseconds()) : null;

        // Who sends back what was read sets nothing by hand.
        if (dueAt == change.Row.DueAt)
            return false;

        change.Set(row => row with { DueAt = dueAt, IsDueByHand = true });
        change.Note(SystemNotes.DueDateSet(dueAt, change.By.Name));
        return true;
    }

    private static CaseResult.Refused? SetRep(CaseChange change, int repId)
    {
        if (change.Row.RepId == repId)
            return null;
        if (change.Department.Reps.FirstOrDefault(member => member.RepId == repId) is not { Active: true } rep)
            return new CaseResult.Refused("repId", "must be an active member of the case's department.");
        if (change.Row.Status == "closed")
            return new CaseResult.Refused("repId", "must stay while the case is closed.");

        change.Detach();
        change.Assign(change.Line.Hand(rep, "manual", "manual"), "manual");
        return null;
    }

    private static decimal? CostOf(string? text) => text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);
}
