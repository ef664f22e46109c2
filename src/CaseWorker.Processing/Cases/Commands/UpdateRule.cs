using System.Globalization;
using CaseWorker.Processing.ActionManagement;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Events;
using CaseWorker.Storage.Cases;

namespace CaseWorker.Processing.Cases.Commands;

/// <summary>Changes several members of a case at once. Pure.</summary>
internal static class UpdateRule
{
    public static CaseResult.Refused? Apply(CaseChange change, ProgramChange program)
    {
        var wish = program.Wish;
        SetMembers(change, wish, program.Changed);

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

    /// <summary>Whether the update needs the lock of the case's department.</summary>
    public static bool NeedsLine(CaseCommand.Update wish, CaseStateRow row, ActionProgram program, Department department, DateTimeOffset at)
    {
        var repId = wish.RepId.IsGiven ? wish.RepId : ProgramChange.RepOf(program, wish);
        var status = ProgramChange.StatusOf(program, wish) ?? wish.Status.Or(row.Status);
        return (repId.IsGiven && repId.Value != row.RepId) || StatusRule.NeedsLine(row, status, department, at);
    }

    // What is given here is another value than the case has.
    private static void SetMembers(CaseChange change, CaseCommand.Update wish, IEnumerable<string> ofProgram)
    {
        var changed = new List<string>();
        if (wish.Subject.IsGiven)
            changed.Add("subject");
        if (wish.WorkflowId.IsGiven)
            changed.Add("workflowId");
        if (wish.Cost.IsGiven)
            changed.Add("cost");

        changed.AddRange(ofProgram);
        if (changed.Count > 0)
            change.Note(SystemNotes.Changed(changed, change.By.Name));

        change.Set(current => current with
        {
            Subject = wish.Subject.Or(current.Subject),
            WorkflowId = wish.WorkflowId.IsGiven ? wish.WorkflowId.Value ?? CaseProgramFacts.NoWorkflow : current.WorkflowId,
            Cost = wish.Cost.IsGiven ? wish.Cost.Value?.ToString("0.0000", CultureInfo.InvariantCulture) : current.Cost,
            IsCostByHand = wish.Cost.IsGiven || current.IsCostByHand,
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

    private static CaseResult.Refused? SetRep(CaseChange change, int? repId)
    {
        if (change.Row.RepId == repId)
            return null;
        if (repId is not null && change.Department.Reps.FirstOrDefault(member => member.RepId == repId) is not { Active: true })
            return new CaseResult.Refused("repId", "must be an active member of the case's department.");
        if (change.Row.Status == "closed")
            return new CaseResult.Refused("repId", "must stay while the case is closed.");

        if (repId is null)
        {
            change.Assign(change.Line.Release(change.Row.RepId!.Value, "manual"), "manual");
            return null;
        }

        change.Detach();
        change.Assign(change.Line.Hand(change.Department.Reps.First(member => member.RepId == repId), "manual", "manual"), "manual");
        return null;
    }
}
