using CaseWorker.Contracts;
using CaseWorker.Processing.Assignment;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Events;
using CaseWorker.Storage.Cases;

namespace CaseWorker.Processing.Cases.Commands;

/// <summary>The ways between new (waits for the team), open (waits for the customer) and closed. Pure.</summary>
/// <remarks>With each the status tells again whether the team must act, whatever somebody said before.</remarks>
internal static class StatusRule
{
    public static void Apply(CaseChange change, string status)
    {
        if (change.Row.Status == status)
            return;

        if (status == "closed")
            Close(change);
        else if (change.Row.Status == "closed")
            Reopen(change, status);
        else
            Turn(change, status);
    }

    /// <summary>Whether the way needs the lock of the case's department: its line or the load of its reps decides, or changes.</summary>
    public static bool NeedsLine(CaseStateRow row, string status, Department department, DateTimeOffset at) => (row.Status, status) switch
    {
        ("closed", "closed") => false,
        (_, "closed") => row.Waiting,
        ("closed", _) => true,
        ("open", "new") => row.RepId is { } repId && AbsenceRule.ReasonToRelease(department, repId, at) is not null,
        _ => false,
    };

    private static void Close(CaseChange change)
    {
        if (change.Row.Waiting)
            change.Line.Leave();

        change.Set(row => ResponseRule.AfterStatus(row with { Status = "closed", ClosedAt = change.At, Waiting = false, ActionNeeded = null }, change.At));
        change.Note(SystemNotes.ClosedBy(change.By.Name));
        change.Tell(CaseEventNames.CaseClosed);
    }

    private static void Reopen(CaseChange change, string status)
    {
        change.Set(row => row with { Status = status, ClosedAt = null, Cycle = row.Cycle + 1, IsOverdue = false, ActionNeeded = null });
        if (status == "open")
            change.Set(row => ResponseRule.AfterStatus(row, change.At));

        change.Note(SystemNotes.ReopenedBy(change.By.Name));
        change.Tell(CaseEventNames.CaseReopened);
        var kept = change.Row.RepId is { } repId ? change.Line.Give(repId, "kept", "reopened") : null;
        change.Assign(kept ?? change.Line.Admit(null, "reopened"), "not-eligible");
    }

    private static void Turn(CaseChange change, string status)
    {
        change.Set(row => row with { Status = status, ActionNeeded = null });
        if (status == "open")
            change.Set(row => ResponseRule.AfterStatus(row, change.At));

        change.Note(SystemNotes.StatusChanged(status, change.By.Name));
        change.TellUpdated("status");
        if (status == "new" && change.Row.RepId is { } repId && AbsenceRule.ReasonToRelease(change.Department, repId, change.At) is { } reason)
            change.Assign(change.Line.Release(repId, reason), reason);
    }
}
