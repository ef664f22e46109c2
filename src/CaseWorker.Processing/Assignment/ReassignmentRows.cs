using CaseWorker.Contracts;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Events;
using CaseWorker.Processing.Intake;
using CaseWorker.Processing.Partitions;
using CaseWorker.Storage;
using CaseWorker.Storage.Assignment;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Processing.Assignment;

/// <summary>The rows that a change of rep writes: the case itself, the decision, a note and an event.</summary>
public sealed class ReassignmentRows(PartitionCount partitions, DateTimeOffset now)
{
    private readonly List<RepChangeRow> changes = [];
    private readonly List<(AssignableCaseRow Case, Decision Decision)> decisions = [];
    private readonly List<NoteRow> notes = [];
    private readonly List<OutboxRow> outbox = [];

    /// <summary>How many cases change their rep.</summary>
    public int Count => changes.Count;

    /// <summary>The case gets the rep of the decision.</summary>
    public void AddAssignment(AssignableCaseRow row, Decision decision)
    {
        var rep = decision.Rep!;
        Add(row with { RepId = rep.RepId }, decision, SystemNotes.AssignedTo(rep), CaseEventNames.CaseAssigned);
    }

    /// <summary>The case goes back into the line, with its old place.</summary>
    /// <param name="reason">inactive, out-of-office or not-a-member.</param>
    public void AddRelease(AssignableCaseRow row, Department department, Eligibility eligibility, string reason)
    {
        var note = SystemNotes.ReleasedFrom(department.Reps.FirstOrDefault(rep => rep.RepId == row.RepId), row.RepId!.Value, reason);
        var choice = new Choice(null, AssignmentRule.WordOf(department.Strategy), null, null);
        Add(row with { RepId = null }, new Decision(choice, eligibility, "released-" + reason), note, CaseEventNames.CaseUnassigned);
    }

    public async Task WriteAsync(Session session)
    {
        await ReassignmentStore.ChangeRepsAsync(session, changes);
        await IntakeStore.AddNotesAsync(session, notes);
        var eligibilities = decisions.Select(entry => entry.Decision.Eligibility).Distinct().ToList();
        await IntakeStore.AddRepSetsAsync(
            session,
            [.. eligibilities.SelectMany(entry => new[] { entry.EligibleSet, entry.ExcludedSet }).DistinctBy(set => set.Members)]);
        var ordinals = await ReassignmentStore.ReadLastOrdinalsAsync(session, [.. decisions.Select(entry => entry.Case.CaseId)]);
        await IntakeStore.AddAssignmentsAsync(
            session,
            [.. decisions.Select(entry => Row(entry.Case, entry.Decision, ordinals.GetValueOrDefault(entry.Case.CaseId) + 1))]);
        await IntakeStore.AddOutboxAsync(session, outbox);
    }

    private void Add(AssignableCaseRow row, Decision decision, string note, string eventName)
    {
        changes.Add(new RepChangeRow(row.CaseId, row.RepId, now));
        decisions.Add((row, decision));
        notes.Add(new NoteRow(row.CaseId, now, Author: null, System: true, SystemNotes.Type, note, note));
        outbox.Add(CaseEvents.Of(row, eventName, PartitionRule.PartitionOf(row.ServiceId, partitions.Value), now));
    }

    private AssignmentRow Row(AssignableCaseRow row, Decision decision, int ordinal) => new(
        row.CaseId,
        ordinal,
        now,
        decision.Choice.Strategy,
        row.RepId,
        decision.Eligibility.EligibleSet.SetHash,
        decision.Eligibility.ExcludedSet.SetHash,
        decision.Choice.DrawIndex,
        decision.Choice.DrawOf,
        decision.Cause);
}
