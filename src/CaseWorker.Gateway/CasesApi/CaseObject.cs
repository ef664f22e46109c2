using System.Globalization;
using System.Text.Json.Serialization;
using CaseWorker.Contracts;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Enqueue;
using CaseWorker.Storage.Cases;

namespace CaseWorker.Gateway.CasesApi;

/// <summary>A case as the clients of the Cases API read it (spec 5), and the one mapping between that API and a case. Dates are <c>yyyy-MM-dd HH:mm:ss</c> UTC.</summary>
internal sealed record CaseObject
{
    [JsonPropertyName("id")]
    public required int Id { get; init; }

    [JsonPropertyName("caseid")]
    public int CaseId => Id;

    [JsonPropertyName("casenum")]
    public string CaseNum => Id.ToString(CultureInfo.InvariantCulture);

    [JsonPropertyName("casenumber")]
    public string CaseNumber => CaseNum;

    [JsonPropertyName("contactid")]
    public required int? ContactId { get; init; }

    [JsonPropertyName("companyid")]
    public required int? CompanyId { get; init; }

    [JsonPropertyName("summary")]
    public required string? Summary { get; init; }

    [JsonPropertyName("details")]
    public required string? Details { get; init; }

    [JsonPropertyName("repid")]
    public required int? RepId { get; init; }

    [JsonPropertyName("departmentid")]
    public required int DepartmentId { get; init; }

    [JsonPropertyName("depid")]
    public int DepId => DepartmentId;

    [JsonPropertyName("openedby")]
    public required string? OpenedBy { get; init; }

    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>A case that came another way is a note, as one is here for which nothing is said.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    [JsonPropertyName("tags")]
    public required IReadOnlyList<int> Tags { get; init; }

    [JsonPropertyName("date_opened")]
    public required string? DateOpened { get; init; }

    [JsonPropertyName("date_assigned")]
    public required string? DateAssigned { get; init; }

    [JsonPropertyName("date_firstresponse")]
    public required string? DateFirstResponse { get; init; }

    [JsonPropertyName("date_lastresponse")]
    public required string? DateLastResponse { get; init; }

    [JsonPropertyName("date_updated")]
    public required string? DateUpdated { get; init; }

    [JsonPropertyName("date_closed")]
    public required string? DateClosed { get; init; }

    [JsonPropertyName("date_rated")]
    public required string? DateRated { get; init; }

    [JsonPropertyName("date_requestedfeedback"), JsonConverter(typeof(FalseWhenNoneConverter))]
    public required string? DateRequestedFeedback { get; init; }

    [JsonPropertyName("rating")]
    public required int? Rating { get; init; }

    [JsonPropertyName("feedback")]
    public required string? Feedback { get; init; }

    /// <summary>A case as it goes out.</summary>
    /// <param name="tags">By ascending id.</param>
    public static CaseObject Of(CaseDetailsRow row, IReadOnlyList<int> tags) => new()
    {
        Id = row.CaseId,
        ContactId = row.CustomerId,
        CompanyId = row.CompanyId,
        Summary = row.Subject,
        Details = row.Notes,
        RepId = row.RepId,
        DepartmentId = row.DepartmentId,
        OpenedBy = row.OpenedBy,
        Status = row.Status,
        Type = row.CaseType ?? "note",
        Tags = tags,
        DateOpened = LegacyDate.Of(row.OpenedAt),
        DateAssigned = LegacyDate.Of(row.AssignedAt),
        DateFirstResponse = LegacyDate.Of(row.FirstResponseAt),
        DateLastResponse = LegacyDate.Of(row.LastResponseAt),
        DateUpdated = LegacyDate.Of(row.UpdatedAt),
        DateClosed = LegacyDate.Of(row.ClosedAt),
        DateRated = LegacyDate.Of(row.RatedAt),
        DateRequestedFeedback = LegacyDate.Of(row.FeedbackRequestedAt),
        Rating = row.Rating,
        Feedback = row.Feedback,
    };

    /// <summary>A case as it comes in: what a CaseEnqueue can say of it, and what it can't.</summary>
    /// <param name="service">Into whose order it goes.</param>
    public static EnqueueReading ReadingOf(NewCase asked, Service service)
    {
        var request = new CaseEnqueue { ServiceId = service.ServiceId, Subject = asked.Summary, Notes = asked.Details };
        return new EnqueueReading(request, IsMalformed: false, new Dictionary<string, string[]>())
        {
            Wish = new CaseWish
            {
                DepartmentId = asked.DepartmentId,
                RepId = asked.RepId,
                Status = asked.Status,
                OpenedAt = asked.OpenedAt,
                AssignedAt = asked.AssignedAt,
                UpdatedAt = asked.UpdatedAt,
                OpenedBy = asked.OpenedBy,
                ContactId = asked.ContactId,
                CompanyId = asked.CompanyId,
                Type = asked.Type,
                Tags = asked.Tags,
                History = asked.History,
            },
        };
    }

    /// <summary>The parameter that a member of a CaseIntake, or a field of a command, stands for.</summary>
    public static string ParameterOf(string member) => member switch
    {
        "ServiceId" or "ServiceIdExtRef" or "departmentId" => "depid",
        "Subject" => "summary",
        "Notes" => "details",
        "text" => "note",
        "case.openedBy" => "openedby",
        "case.status" => "status",
        "case.type" => "type",
        "case.history" => "history",
        _ => member,
    };
}
