using CaseWorker.Contracts;
using CaseWorker.Processing.Events;
using CaseWorker.Storage;
using CaseWorker.Storage.DueDates;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Processing.DueDates;

/// <summary>The rows that a claim writes: how far each case has come, and for each stage that fires a record, a note and an event.</summary>
internal sealed class SweepRows(DateTimeOffset now)
{
    private readonly List<FiredCaseRow> cases = [];
    private readonly List<(DueCaseRow Case, Firing Firing)> fired = [];

    /// <summary>How many stages fire.</summary>
    public int Count => fired.Count;

    /// <summary>How late the latest is; zero when nothing fires.</summary>
    public TimeSpan Lateness => fired.Count == 0 ? TimeSpan.Zero : now - fired.Min(entry => entry.Firing.LateFrom);

    /// <summary>Fires what has come of a locked case.</summary>
    /// <returns>The case's due dates as they then are.</returns>
    public CaseDue Add(DueCaseRow row)
    {
        var (due, firings) = StageClock.Advance(row.ToDue(), now);
        cases.Add(new FiredCaseRow(row.CaseId, due.StageReached, due.NextAt, due.IsOverdue, AtOf(row)));
        fired.AddRange(firings.Select(firing => (row with { IsOverdue = due.IsOverdue }, firing)));
        return due;
    }

    /// <summary>Writes everything.</summary>
    public async Task WriteAsync(Session session)
    {
        await DueSweepStore.SaveAsync(session, [.. cases.OrderBy(row => row.CaseId)]);
        await TellAsync(session);
    }

    /// <summary>Writes all but the cases themselves: across cases by instant and case id, of a case always in the order of its stages.</summary>
    public async Task TellAsync(Session session)
    {
        var ordered = fired.OrderBy(entry => entry.Firing.PlannedAt).ThenBy(entry => entry.Case.CaseId).ThenBy(entry => entry.Firing.Stage).ToList();
        await DueEventStore.AddAsync(session, [.. ordered.Select(entry => DueEvents.OfFired(entry.Case, entry.Firing, now))]);
        await IntakeStore.AddNotesAsync(session, [.. ordered.Select(entry => Note(entry.Case, entry.Firing))]);
        await IntakeStore.AddOutboxAsync(session, [.. ordered.Select(entry => Event(entry.Case, entry.Firing))]);
    }

    // The history of a case never goes back, even when the clock does.
    private DateTimeOffset AtOf(DueCaseRow row) => now > row.UpdatedAt ? now : row.UpdatedAt;

    private NoteRow Note(DueCaseRow row, Firing firing)
    {
        var text = SystemNotes.StageFired(firing.Stage, row.DueAt, firing.LateFrom, now);
        return new NoteRow(row.CaseId, AtOf(row), Author: null, System: true, SystemNotes.Type, text, text);
    }

    private OutboxRow Event(DueCaseRow row, Firing firing) => CaseEvents.Of(
        row,
        NameOf(firing.Stage),
        AtOf(row),
        told => told with { DueAt = row.DueAt, PlannedAt = firing.PlannedAt, Late = DueEvents.IsLate(DueEvents.LatenessOf(firing, now)) });

    private static string NameOf(DueStage stage) => stage switch
    {
        DueStage.Pre => CaseEventNames.CasePreOverdue,
        DueStage.Due => CaseEventNames.CaseOverdue,
        DueStage.Post => CaseEventNames.CasePostOverdue,
    };
}
