namespace CaseWorker.Client;

/// <summary>Which cases are listed; what is null does not matter.</summary>
public sealed record CaseFilter
{
    /// <summary>Those of a service, by ascending sequence; else all are listed by ascending id.</summary>
    public int? ServiceId { get; init; }

    /// <summary>Those of a status.</summary>
    public CaseStatus? Status { get; init; }

    /// <summary>Those of a rep.</summary>
    public int? RepId { get; init; }

    /// <summary>How many are asked for at a time, 1 to 1,000.</summary>
    public int PageSize { get; init; } = 100;

    internal string ToPath()
    {
        var path = Query.With(Query.With("api/cases", "top", PageSize), "serviceId", ServiceId);
        return Query.With(Query.With(path, "status", Status is { } status ? CaseStatusWord.Of(status) : null), "repId", RepId);
    }
}
