namespace CaseWorker.Storage.Cases;

/// <summary>What every telling of a case needs, whatever else its reader asked for.</summary>
public abstract record CaseFacts
{
    public required int CaseId { get; init; }
    public required int HubId { get; init; }
    public required int ServiceId { get; init; }

    /// <summary>The service's department at first; a transfer changes it.</summary>
    public required int DepartmentId { get; init; }

    /// <summary>The FIFO number inside the service: 1, 2, 3, … without gaps, in commit order.</summary>
    public required long Sequence { get; init; }

    /// <summary>new, open or closed.</summary>
    public required string Status { get; init; }

    /// <summary>True while the case stands in its department's line for a rep.</summary>
    public bool Waiting { get; init; }

    /// <summary>Null while the case waits, and for one that was stored closed.</summary>
    public int? RepId { get; init; }

    public int? CustomerId { get; init; }
    public string? ExtRef { get; init; }
    public string? Subject { get; init; }

    /// <summary>1 at creation, one more with each cycle of due dates.</summary>
    public int Cycle { get; init; } = 1;
}
