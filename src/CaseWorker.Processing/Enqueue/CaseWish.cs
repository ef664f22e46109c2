using CaseWorker.Processing.Cases.History;

namespace CaseWorker.Processing.Enqueue;

/// <summary>What a caller of another API wants of a new case beyond the members of a CaseEnqueue: the member <c>case</c> of a CaseIntake (spec 5).</summary>
public sealed record CaseWish
{
    /// <summary>A department of the hub; null, or one that is gone by then: the service's.</summary>
    public int? DepartmentId { get; init; }

    /// <summary>Honoured if eligible in the department, else another is chosen. Null: the department's way of choosing decides.</summary>
    public int? RepId { get; init; }

    /// <summary>new, open or closed; null: new.</summary>
    public string? Status { get; init; }

    /// <summary>When the case was opened, from where its due dates count; null: when it was accepted.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>When it was given to its rep; null: when it is stored.</summary>
    public DateTimeOffset? AssignedAt { get; init; }

    /// <summary>When it changed last; null: when it was opened if that is given, else when it is stored. Never after it is stored.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Who opened it, for people; at most 200.</summary>
    public string? OpenedBy { get; init; }

    /// <summary>The customer, if that is known; stands for CustomerId.</summary>
    public int? ContactId { get; init; }

    public int? CompanyId { get; init; }

    /// <summary>As what the details go into the history: call or note. import, or null: they don't.</summary>
    public string? Type { get; init; }

    /// <summary>Tags of the hub, each once.</summary>
    public IReadOnlyList<int>? Tags { get; init; }

    /// <summary>What happened before, as far as it is known.</summary>
    public IReadOnlyList<HistoryItem>? History { get; init; }
}
