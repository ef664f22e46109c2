using System.Globalization;
using CaseWorker.Processing.Cases.History;

namespace CaseWorker.Gateway.CasesApi;

/// <summary>The parameters of "Create a New Case", read.</summary>
internal sealed record NewCase
{
    public required int? DepartmentId { get; init; }
    public required int? RepId { get; init; }
    public required string? Status { get; init; }
    public required string Summary { get; init; }
    public required string Details { get; init; }
    public required string OpenedBy { get; init; }
    public required int? ContactId { get; init; }
    public required int? CompanyId { get; init; }
    public required string Type { get; init; }
    public required DateTimeOffset? OpenedAt { get; init; }
    public required DateTimeOffset? AssignedAt { get; init; }
    public required DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Null: none was given. Whether they are tags of the hub is not known here.</summary>
    public required IReadOnlyList<int>? Tags { get; init; }

    public required IReadOnlyList<HistoryItem>? History { get; init; }

    /// <summary>Of no use when the fields have an error.</summary>
    public static NewCase Read(RequestFields fields)
    {
        var departmentId = fields.Id("depid");
        if (departmentId is null && !fields.IsRefused("depid"))
            fields.Refuse("depid", "is required.");

        return new NewCase
        {
            DepartmentId = departmentId,
            RepId = fields.Rep("repid"),
            Status = fields.Word("status", "new", "open", "closed"),
            Summary = fields.Required("summary"),
            Details = fields.Required("details"),
            OpenedBy = fields.Required("openedby"),
            ContactId = fields.Id("contactid"),
            CompanyId = fields.Id("companyid"),
            Type = fields.Word("type", "call", "note", "import") ?? "note",
            OpenedAt = fields.Instant("date_opened"),
            AssignedAt = fields.Instant("date_assigned"),
            UpdatedAt = fields.Instant("date_updated"),
            Tags = TagsOf(fields),
            History = fields.Text("history") is { } history ? HistoryReader.Read(history, fields) : null,
        };
    }

    private static List<int>? TagsOf(RequestFields fields)
    {
        if (fields.Text("casetags") is not { } text)
            return null;

        var tags = new List<int>();
        foreach (var part in text.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var tag))
                tags.Add(tag);
            else
                fields.Refuse("casetags", "must be ids with commas between them.");
        }

        return [.. tags.Distinct().Order()];
    }
}
