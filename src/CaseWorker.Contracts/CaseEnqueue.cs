namespace CaseWorker.Contracts;

/// <summary>A case to be enqueued into a service: what producers send, over HTTP or straight to the exchange <c>case-intake</c>.</summary>
/// <remarks>Source of the shape: the document "Case Enqueue for FIFO". Text lengths count UTF-16 units.</remarks>
public sealed record CaseEnqueue
{
    /// <summary>Set in replies only; in a request it is ignored.</summary>
    public int? CaseId { get; init; }

    /// <summary>The service to enqueue into; required unless <see cref="ServiceIdExtRef"/> names it. 0 counts as absent.</summary>
    public int? ServiceId { get; init; }

    /// <summary>The service's own reference, unique in a hub; must agree with <see cref="ServiceId"/> when both are given.</summary>
    public string? ServiceIdExtRef { get; init; }

    /// <summary>An existing customer; 0 counts as absent.</summary>
    public int? CustomerId { get; init; }

    /// <summary>At most 200; often a mobile number where no customer record exists.</summary>
    public string? ExtRef { get; init; }

    /// <summary>At most 4,000.</summary>
    public string? Notes { get; init; }

    /// <summary>At most 100.</summary>
    public string? Subject { get; init; }

    /// <summary>At most 100.</summary>
    public string? ClassificationCode { get; init; }

    /// <summary>True: stored closed, for statistics; no rep and no due dates. Null counts as false.</summary>
    public bool? AutoClose { get; init; }

    /// <summary>At most 100; keys of 1 to 100, values up to 2,000. The order is kept.</summary>
    public IReadOnlyDictionary<string, string>? CustomProperties { get; init; }

    /// <summary>Picks the workflow by its reference; at most 200.</summary>
    public string? ProcedureExtRef { get; init; }

    /// <summary>Picks the trigger by its reference; at most 200.</summary>
    public string? ProcedureOptionExtRef { get; init; }
}
