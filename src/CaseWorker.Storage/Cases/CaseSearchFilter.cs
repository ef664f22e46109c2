namespace CaseWorker.Storage.Cases;

/// <summary>Which cases of a hub a search finds. All must hold; what is null does not narrow it.</summary>
public sealed record CaseSearchFilter
{
    public required int HubId { get; init; }

    /// <summary>In lower case. Cases known by this address, and all cases of the customers of such cases.</summary>
    public string? Email { get; init; }

    public int? CustomerId { get; init; }
    public int? CompanyId { get; init; }
    public int? RepId { get; init; }
    public int? DepartmentId { get; init; }
    public int? TagId { get; init; }

    /// <summary>new, open, closed, or active: new and open.</summary>
    public string? Status { get; init; }

    public InstantRange OpenedAt { get; init; }
    public InstantRange AssignedAt { get; init; }
    public InstantRange FirstResponseAt { get; init; }
    public InstantRange UpdatedAt { get; init; }
    public InstantRange ClosedAt { get; init; }
}

/// <summary>From inclusive, to exclusive; null: without that end. A case without the instant is in no range that has an end.</summary>
public readonly record struct InstantRange(DateTimeOffset? From, DateTimeOffset? To);

/// <summary>What the cases of a search are sorted by.</summary>
public enum CaseOrder
{
    CaseId,
    CustomerId,
    OpenedAt,
    AssignedAt,
    FirstResponseAt,
    LastResponseAt,
    UpdatedAt,
    ClosedAt,

    /// <summary>new, open, closed.</summary>
    Status,
}
