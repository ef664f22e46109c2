using CaseWorker.Contracts;
using CaseWorker.Processing.Events;
using CaseWorker.Storage;
using CaseWorker.Storage.DueDates;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Processing.DueDates;

/// <summary>The rows that a changed policy writes: the dates, and a note and an event where the due date has moved.</summary>
internal sealed class PolicyRows(DateTimeOffset now)
{
    private readonly List<PlannedCaseRow> cases = [];
    private readonly List<NoteRow> notes = [];
    private readonly List<OutboxRow> outbox = [];

    /// <param name="row">The case as it was locked.</param>
    /// <param name="before">Its dates after what had come was fired.</param>
    /// <param name="due">What they become.</param>
    public void Add(DueCaseRow row, CaseDue before, CaseDue due)
    {
        // The history of a case never goes back, even when the clock does.
        var at = now > row.UpdatedAt ? now : row.UpdatedAt;
        var isSeen = before.StageReached != row.StageReached
            || (before.PreOverdueAt, before.DueAt, before.PostOverdueAt, before.IsOverdue, before.Cycle) != (due.PreOverdueAt, due.DueAt, due.PostOverdueAt, due.IsOverdue, due.Cycle);
        cases.Add(new PlannedCaseRow(row.CaseId, due, isSeen ? at : row.UpdatedAt, isSeen ? 1 : 0));
        if (before.DueAt == due.DueAt && before.Cycle == due.Cycle)
            return;

        var text = SystemNotes.DueDateMoved(due.DueAt);
        notes.Add(new NoteRow(row.CaseId, at, Author: null, System: true, SystemNotes.Type, text, text));
        outbox.Add(CaseEvents.Of(row with { Cycle = due.Cycle }, CaseEventNames.CaseUpdated, at, told => told.WithDates(due) with { Changed = ["dueAt"] }));
    }

    public async Task WriteAsync(Session session)
    {
        await DuePlanStore.SaveAsync(session, cases);
        await IntakeStore.AddNotesAsync(session, notes);
        await IntakeStore.AddOutboxAsync(session, outbox);
    }
}
