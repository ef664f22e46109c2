using CaseWorker.Contracts;
using CaseWorker.Processing.ActionManagement;
using CaseWorker.Processing.Assignment;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Events;
using CaseWorker.Storage.Cases;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Processing.Cases.Commands;

/// <summary>One command at work on one locked case: what the case becomes, and what is noted and told about it, step by step.</summary>
/// <remarks>Touches no database: the rules change it, <see cref="CaseTransaction"/> writes it.</remarks>
/// <param name="before">The case as it was locked.</param>
/// <param name="at">When: never before the case's last change.</param>
internal sealed class CaseChange(CaseStateRow before, Catalog catalog, IReadOnlyDictionary<int, DepartmentLine> lines, Actor by, DateTimeOffset at)
{
    private readonly List<NoteRow> notes = [];
    private readonly List<Decision> decisions = [];
    private readonly List<(string Name, CaseStateRow Row, Func<CaseEvent, CaseEvent>? More)> told = [];

    public CaseStateRow Before { get; } = before;

    /// <summary>The case as the steps so far left it.</summary>
    public CaseStateRow Row { get; private set; } = before;

    public Catalog Catalog => catalog;

    public Actor By => by;

    public DateTimeOffset At => at;

    /// <summary>What is chosen for the case of lists and roles, as the command leaves it; null: not read, since the command does not touch it.</summary>
    public CaseChoices? Choices { get; set; }

    public IReadOnlyList<NoteRow> Notes => notes;

    public IReadOnlyList<Decision> Decisions => decisions;

    /// <summary>Whether there is anything to write: whatever changes a case is told.</summary>
    public bool HasChanged => told.Count > 0;

    /// <summary>The case's department.</summary>
    public Department Department => catalog.FindDepartment(Row.DepartmentId)!;

    /// <summary>The line of the case's department, which is locked.</summary>
    public DepartmentLine Line => lines[Row.DepartmentId];

    public void Set(Func<CaseStateRow, CaseStateRow> change) => Row = change(Row);

    /// <summary>Puts a sentence into the history.</summary>
    public void Note(string text) => notes.Add(new NoteRow(Row.CaseId, at, Author: null, System: true, SystemNotes.Type, text, text));

    /// <summary>Tells an event with the case as it is at this step.</summary>
    public void Tell(string eventName, Func<CaseEvent, CaseEvent>? more = null) => told.Add((eventName, Row, more));

    /// <summary>Tells CaseUpdated.</summary>
    public void TellUpdated(params string[] changed) => Tell(CaseEventNames.CaseUpdated, told => told with { Changed = changed });

    /// <summary>The case leaves its rep, or the line, and is nowhere until <see cref="Assign"/>. What it is afterwards tells the decision.</summary>
    public void Detach()
    {
        if (Row.Waiting)
            Line.Leave();
        else if (Row.RepId is { } repId)
            Line.Unload(repId);
    }

    /// <summary>The case gets the rep of the decision, or waits; noted and told when that is news.</summary>
    /// <param name="reason">Why the rep before loses it, in one word.</param>
    public void Assign(Decision decision, string reason)
    {
        var previous = Row.RepId;
        var isNews = decision.Rep?.RepId != previous;
        decisions.Add(decision);
        Set(row => row with
        {
            RepId = decision.Rep?.RepId,
            Waiting = decision.Rep is null,
            AssignedAt = isNews ? (decision.Rep is null ? null : at) : row.AssignedAt,
        });
        if (!isNews)
            return;

        Note(decision.Rep is { } rep ? SystemNotes.AssignedTo(rep) : SystemNotes.ReleasedFrom(FindRep(previous!.Value), previous.Value, reason));
        Tell(decision.Rep is null ? CaseEventNames.CaseUnassigned : CaseEventNames.CaseAssigned, told => told with { PreviousRepId = previous });
    }

    /// <summary>The events, with the due dates as the command leaves them.</summary>
    public IEnumerable<OutboxRow> Events(CaseStateRow saved) => told.Select(entry => CaseEvents.Of(
        entry.Row with { Cycle = saved.Cycle },
        entry.Name,
        at,
        told => ChosenMembers.Tell(ChangedMembers.Tell((entry.More?.Invoke(told) ?? told) with { By = by.Name }, Before, entry.Row, saved), catalog, saved, Choices)));

    private Rep? FindRep(int repId) => catalog.Departments.SelectMany(department => department.Reps).FirstOrDefault(rep => rep.RepId == repId);
}
