using CaseWorker.Contracts;
using CaseWorker.Processing.Assignment;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.DueDates;
using CaseWorker.Processing.Enqueue;
using CaseWorker.Processing.Events;
using CaseWorker.Storage;
using CaseWorker.Storage.DueDates;
using CaseWorker.Storage.Intake;
using CaseWorker.Storage.TextSearch;

namespace CaseWorker.Processing.Intake;

/// <summary>The rows that a batch will write, collected while it is decided and written table by table.</summary>
internal sealed class IntakeRows
{
    private readonly List<CaseRow> cases = [];
    private readonly List<PropertyRow> properties = [];
    private readonly List<NoteRow> notes = [];
    private readonly Dictionary<string, RepSetRow> repSets = [];
    private readonly List<AssignmentRow> assignments = [];
    private readonly List<OutboxRow> outbox = [];
    private readonly List<DueEventRow> skipped = [];
    private readonly List<ParkedRow> parked = [];
    private readonly WishRows wishes = new();
    private readonly List<HeldRow> held = [];

    /// <summary>A case that was decided: the case itself, its notes, its decision and its events.</summary>
    /// <param name="decision">Null for a case that is stored closed.</param>
    public void AddCase(CaseRow row, IReadOnlyDictionary<string, string>? customProperties, Decision? decision)
    {
        cases.Add(row);
        if (customProperties is not null)
            properties.AddRange(customProperties.Select((property, ordinal) => new PropertyRow(row.CaseId, ordinal, property.Key, property.Value)));

        if (row.Due.StageReached > 0)
            skipped.AddRange(DueEvents.OfSkipped(row.CaseId, row.ServiceId, row.Due));

        AddSystemNote(row, "Case created");
        outbox.Add(CaseEvents.Of(decision?.Rep is null ? row : row with { RepId = null }, CaseEventNames.CaseCreated, row.StoredAt, told => told.WithDates(row.Due)));
        if (decision is not null)
            AddDecision(row, decision);

        if (row.ClosedAt is not null)
        {
            AddSystemNote(row, "Case closed");
            outbox.Add(CaseEvents.Of(row, CaseEventNames.CaseClosed, row.StoredAt));
        }
    }

    /// <summary>What belongs to a case beyond its first row.</summary>
    /// <returns>The row as it is to be added.</returns>
    public CaseRow AddWish(CaseRow row, CaseWish wish) => wishes.Add(row, wish);

    public void AddParked(ParkedRow row) => parked.Add(row);

    /// <summary>Tells that a message was parked, where it is known to whom.</summary>
    public void AddParkedEvent(OutboxRow? row)
    {
        if (row is not null)
            outbox.Add(row);
    }

    public void AddHeld(HeldRow row) => held.Add(row);

    /// <summary>Writes everything, each table once.</summary>
    public async Task WriteAsync(Session session)
    {
        await IntakeStore.AddCasesAsync(session, cases);
        await IntakeStore.AddPropertiesAsync(session, properties);
        await IntakeStore.AddNotesAsync(session, notes);
        await wishes.WriteAsync(session);
        await IntakeStore.AddRepSetsAsync(session, [.. repSets.Values]);
        await IntakeStore.AddAssignmentsAsync(session, assignments);
        await IntakeStore.AddOutboxAsync(session, outbox);
        await DueEventStore.AddAsync(session, skipped);
        await IntakeStore.AddParkedAsync(session, parked);
        await IntakeStore.AddHeldAsync(session, held);
        await TextWorkStore.AddAsync(session, [.. cases.Select(row => row.CaseId)]);
    }

    private void AddDecision(CaseRow row, Decision decision)
    {
        var eligible = decision.Eligibility.EligibleSet;
        var excluded = decision.Eligibility.ExcludedSet;
        repSets.TryAdd(eligible.Members, eligible);
        repSets.TryAdd(excluded.Members, excluded);
        assignments.Add(new AssignmentRow(
            row.CaseId,
            Ordinal: 1,
            row.StoredAt,
            decision.Choice.Strategy,
            decision.Rep?.RepId,
            eligible.SetHash,
            excluded.SetHash,
            decision.Choice.DrawIndex,
            decision.Choice.DrawOf,
            decision.Cause));
        if (decision.Rep is { } rep)
        {
            AddSystemNote(row, SystemNotes.AssignedTo(rep));
            outbox.Add(CaseEvents.Of(row, CaseEventNames.CaseAssigned, row.StoredAt));
        }
    }

    private void AddSystemNote(CaseRow row, string text) =>
        notes.Add(new NoteRow(row.CaseId, row.StoredAt, Author: null, System: true, SystemNotes.Type, text, text));
}
