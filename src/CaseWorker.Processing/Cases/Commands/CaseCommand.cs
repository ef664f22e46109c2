using CaseWorker.Processing.ActionManagement;
using CaseWorker.Processing.Cases.History;
using CaseWorker.Processing.Catalogs.Files;

namespace CaseWorker.Processing.Cases.Commands;

/// <summary>A change of a case. One of the records below; a repetition that would change nothing is done and writes nothing.</summary>
public abstract record CaseCommand
{
    private CaseCommand()
    {
    }

    /// <summary>To new, open or closed. Away from closed it is a reopening: a new cycle.</summary>
    public sealed record SetStatus(string Status) : CaseCommand;

    /// <summary>Makes a closed case new, with its rep if eligible, else with another. Other cases stay as they are.</summary>
    public sealed record Reopen : CaseCommand;

    /// <summary>Into another department, or to another rep; service, sequence and due dates stay.</summary>
    /// <param name="DepartmentId">Null: the one it is in.</param>
    /// <param name="RepId">Honoured if eligible there, else the department's way of choosing decides. Null: that decides.</param>
    public sealed record Transfer(int? DepartmentId, int? RepId) : CaseCommand;

    /// <summary>A note that somebody writes.</summary>
    /// <param name="Type">note, call or email. A call, and an e-mail by a rep, is a response.</param>
    /// <param name="Title">At most 1,000; null: none.</param>
    /// <param name="Text">1 to 100,000.</param>
    public sealed record AddNote(string Type, string? Title, string Text) : CaseCommand
    {
        /// <summary>When it was written; null: now.</summary>
        public DateTimeOffset? At { get; init; }
    }

    /// <summary>Another text for a note that somebody wrote. Its author, type and time stay.</summary>
    /// <param name="Title">At most 1,000; not given: it stays; null: none.</param>
    /// <param name="Text">1 to 100,000.</param>
    public sealed record EditNote(long NoteId, Given<string?> Title, string Text) : CaseCommand;

    /// <summary>Adds what happened before: with its own times, untold, and once, however often it is imported.</summary>
    public sealed record ImportHistory(IReadOnlyList<HistoryItem> Items) : CaseCommand;

    /// <summary>Puts a tag of the hub on the case.</summary>
    public sealed record Tag(int TagId) : CaseCommand;

    /// <summary>Takes a tag of the hub from the case.</summary>
    public sealed record Untag(int TagId) : CaseCommand;

    /// <summary>Changes what is given, all of it or nothing; what is left out stays.</summary>
    public sealed record Update : CaseCommand
    {
        /// <summary>1 to 1,000, not blank.</summary>
        public Given<string?> Subject { get; init; }

        /// <summary>A workflow of the hub; null: none, whatever procedure and service say.</summary>
        public Given<int?> WorkflowId { get; init; }

        /// <summary>At most four decimal places; null: none, whatever the service says.</summary>
        public Given<decimal?> Cost { get; init; }

        /// <summary>The due date from now on, whatever the policy says; null: the case is not due.</summary>
        public Given<DateTimeOffset?> DueAt { get; init; }

        /// <summary>An active member of the case's department, who gets it even if away or at the cap: recorded as manual. Null: back to the line.</summary>
        public Given<int?> RepId { get; init; }

        /// <summary>As <see cref="SetStatus"/>.</summary>
        public Given<string> Status { get; init; }

        /// <summary>Items of lists of the hub's program, at most one of a list; those of other lists stay. One of a status list sets the status, too.</summary>
        public IReadOnlyList<ListChoice> ListValues { get; init; } = [];

        /// <summary>
        /// Users of roles of the hub's program, at most one entry for a role; other roles stay. Users are new there only while they are active.
        /// The first of the role that mirrors the rep becomes the rep, as with <see cref="RepId"/>; nobody: back to the line.
        /// </summary>
        public IReadOnlyList<RoleChoice> Roles { get; init; } = [];
    }

    /// <summary>Changes what a help center shows of the case, all of it or nothing; what is left out stays.</summary>
    public sealed record UpdateConversation : CaseCommand
    {
        /// <summary>As <see cref="SetStatus"/>, before all else; null: it stays.</summary>
        public string? Status { get; init; }

        /// <summary>The customer's: digits, at least three, and what is written between them, at most 100; null: nobody said.</summary>
        public Given<string?> PhoneNumber { get; init; }

        /// <summary>The customer's: an address without a name, at most 320; null: nobody said.</summary>
        public Given<string?> EmailAddress { get; init; }

        /// <summary>Whether the team must act, until the next change of status; null: it stays.</summary>
        public bool? ActionNeeded { get; init; }
    }

    /// <summary>Removes the case for good and leaves a tombstone.</summary>
    /// <param name="Why">At most 1,000; null: nobody said.</param>
    public sealed record Delete(string? Why) : CaseCommand;
}
