using CaseWorker.Contracts;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Events;
using CaseWorker.Storage;
using CaseWorker.Storage.Assignment;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Processing.Assignment;

/// <summary>The rows that a change of rep writes: the case itself, the decision, a note and an event.</summary>
public sealed class ReassignmentRows(DateTimeOffset now)
{
    private readonly List<RepChangeRow> changes = [];
    private readonly List<(int CaseId, Decision Decision)> decisions = [];
    private readonly List<NoteRow> notes = [];
    private readonly List<OutboxRow> outbox = [];

    /// <summary>How many cases change their rep.</summary>
    public int Count => changes.Count;

    /// <summary>The case gets the rep of the decision.</summary>
    public void AddAssignment(AssignableCaseRow row, Decision decision)
    {
        var rep = decision.Rep!;
        Add(row with { RepId = rep.RepId, Waiting = false }, decision, SystemNotes.AssignedTo(rep), CaseEventNames.CaseAssigned, row.RepId);
    }

    /// <summary>The case goes back into the line, with its old place.</summary>
    /// <param name="reason">As <see cref="AbsenceRule.ReasonToRelease"/> has it.</param>
    public void AddRelease(AssignableCaseRow row, Department department, Decision decision, string reason)
    {
        var note = SystemNotes.ReleasedFrom(department.Reps.FirstOrDefault(rep => rep.RepId == row.RepId), row.RepId!.Value, reason);
        Add(row with { RepId = null, Waiting = true }, decision, note, CaseEventNames.CaseUnassigned, row.RepId);
    }

    public async Task WriteAsync(Session session)
    {
        await ReassignmentStore.ChangeRepsAsync(session, changes);
        await IntakeStore.AddNotesAsync(session, notes);
        await DecisionRows.WriteAsync(session, decisions, now);
        await IntakeStore.AddOutboxAsync(session, outbox);
    }

    private void Add(AssignableCaseRow row, Decision decision, string note, string eventName, int? previousRepId)
    {
        changes.Add(new RepChangeRow(row.CaseId, row.RepId, now));
        decisions.Add((row.CaseId, decision));
        notes.Add(new NoteRow(row.CaseId, now, Author: null, System: true, SystemNotes.Type, note, note));
        outbox.Add(CaseEvents.Of(row, eventName, now, told => told with { PreviousRepId = previousRepId }));
    }
}
