using CaseWorker.Storage.ActionManagement;

namespace CaseWorker.Processing.ActionManagement.Queries;

/// <summary>A property of cases that a query can filter and perhaps sort by. One of the records below; the kind decides which operators and values fit.</summary>
public abstract record QueryProperty
{
    private QueryProperty()
    {
    }

    /// <summary>An id or an amount.</summary>
    /// <param name="IsWhole">Whether it is always a whole number.</param>
    public sealed record Number(CaseValue Value, bool IsWhole) : QueryProperty;

    public sealed record Instant(CaseValue Value) : QueryProperty;

    public sealed record Flag(CaseValue Value) : QueryProperty;

    /// <summary>Text of the case's own, compared to the letter.</summary>
    public sealed record Text(CaseValue Value) : QueryProperty;

    /// <summary>The name of what the value is the id of; names are compared in any case of their letters.</summary>
    /// <param name="Entries">What the catalogue has; an id that it does not have has no name.</param>
    public sealed record Name(CaseValue Value, IReadOnlyList<(int Id, string Name)> Entries) : QueryProperty;

    /// <summary>The answer to a question: text, which can read as a number.</summary>
    public sealed record Answer(CaseValue Value) : QueryProperty;

    /// <summary>What the case has of a list, or of any of several lists of one type: known by id and by name.</summary>
    public sealed record ListValue(IReadOnlyList<ListOfItems> Lists) : QueryProperty;

    /// <summary>The users in a role: known by id and by user name. Having one is enough.</summary>
    /// <param name="Users">All users of the hub.</param>
    public sealed record Role(int RoleId, bool MirrorsRep, IReadOnlyList<(int Id, string Name)> Users) : QueryProperty;
}

/// <summary>A list as a query sees it. <paramref name="Items"/> in the list's order.</summary>
public sealed record ListOfItems(CaseValue Value, IReadOnlyList<(int Id, string Name)> Items);
