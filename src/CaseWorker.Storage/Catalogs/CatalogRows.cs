namespace CaseWorker.Storage.Catalogs;

/// <summary>The whole catalogue as it is stored, each list in the order of its ids (items: of their ordinals).</summary>
public sealed record CatalogRows
{
    public required IReadOnlyList<HubRow> Hubs { get; init; }

    public required IReadOnlyList<DepartmentRow> Departments { get; init; }

    public required IReadOnlyList<ServiceRow> Services { get; init; }

    public required IReadOnlyList<RepRow> Reps { get; init; }

    public required IReadOnlyList<MembershipRow> Memberships { get; init; }

    public required IReadOnlyList<AbsenceRow> Absences { get; init; }

    public required IReadOnlyList<CatalogItemRow> Items { get; init; }
}

/// <summary>A tenant.</summary>
public sealed record HubRow
{
    public required int HubId { get; init; }

    public required string Name { get; init; }

    /// <summary>24 hex digits; null: none.</summary>
    public string? HelpCenterId { get; init; }

    public int? EndUserListId { get; init; }
}

/// <summary>The declared part of a department; its line of waiting cases is <see cref="Assignment.DepartmentLineRow"/>.</summary>
public sealed record DepartmentRow
{
    public required int DepartmentId { get; init; }

    public required int HubId { get; init; }

    public required string Name { get; init; }

    /// <summary>One of random, round-robin, least-open.</summary>
    public required string Assignment { get; init; }

    public required bool ReleaseOnAbsence { get; init; }

    /// <summary>Null: the department's active service with the lowest id.</summary>
    public int? IntakeServiceId { get; init; }
}

/// <summary>The declared part of a service; its numbering is <see cref="Intake.ServiceCounterRow"/>.</summary>
public sealed record ServiceRow
{
    public required int ServiceId { get; init; }

    public required int HubId { get; init; }

    public required int DepartmentId { get; init; }

    public required string Name { get; init; }

    public string? ExtRef { get; init; }

    public required bool Active { get; init; }

    /// <summary>park or block.</summary>
    public required string HeadOfLine { get; init; }

    public int? WorkflowId { get; init; }

    public int? TriggerId { get; init; }

    /// <summary>A decimal number with up to four places, in the invariant culture. Text, because SQLite has no decimals.</summary>
    public string? Cost { get; init; }

    /// <summary>The due policy as JSON; null: none.</summary>
    public string? Due { get; init; }
}

/// <summary>A person who handles cases.</summary>
public sealed record RepRow
{
    public required int RepId { get; init; }

    public required int HubId { get; init; }

    public required string UserName { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public required bool Active { get; init; }

    /// <summary>Null: no cap.</summary>
    public int? MaxOpenCases { get; init; }
}

/// <summary>A rep is in a department.</summary>
public sealed record MembershipRow
{
    public required int RepId { get; init; }

    public required int DepartmentId { get; init; }
}

/// <summary>A rep is out of office, from inclusive, to exclusive.</summary>
public sealed record AbsenceRow
{
    public required int RepId { get; init; }

    public required DateTimeOffset FromAt { get; init; }

    /// <summary>Null: until further notice.</summary>
    public DateTimeOffset? ToAt { get; init; }
}

/// <summary>A part of the catalogue that is kept as it was declared.</summary>
public sealed record CatalogItemRow
{
    public required int HubId { get; init; }

    /// <summary>calendar, list, role, tag, workflow, trigger, dataField or webhook.</summary>
    public required string Kind { get; init; }

    /// <summary>The declared id, as text.</summary>
    public required string ItemId { get; init; }

    /// <summary>The place among the items of the kind, from 0.</summary>
    public required int Ordinal { get; init; }

    /// <summary>A JSON object.</summary>
    public required string Definition { get; init; }

    /// <summary>When the definition was last changed; every apply says so. Saving null leaves it as it is.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
}
