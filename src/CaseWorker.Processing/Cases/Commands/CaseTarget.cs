namespace CaseWorker.Processing.Cases.Commands;

/// <summary>Which case a command is for, and who gives it.</summary>
/// <param name="HubId">The only hub in which the case is looked for.</param>
public sealed record CaseTarget(int CaseId, int HubId, Actor By)
{
    /// <summary>The versions of the case to which the command applies (If-Match); null: to every one.</summary>
    public IReadOnlyList<long>? IfVersions { get; init; }

    /// <summary>Names the request in the hub, so that a repetition of it adds nothing more; only with a note or a history. Null: no name.</summary>
    public string? IdempotencyKey { get; init; }
}

/// <summary>Who changes a case.</summary>
/// <param name="Name">As history and events tell it: the name of a key or a user. At most 200.</param>
/// <param name="RepId">The rep for whom it is done; null: none that is known.</param>
public sealed record Actor(string Name, int? RepId = null);
