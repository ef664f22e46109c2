using System.Text.Json.Serialization;

namespace CaseWorker.Gateway.ActionManagement;

/// <summary>A case in a list of cases. Every member is always there, null when there is none, or when it was not asked for.</summary>
internal sealed record CaseListItem(
    int Id,
    string Name,
    int? WorkflowId,
    string? WorkflowName,
    decimal? Cost,
    bool IsClosed,
    int? TriggerId,
    string? TriggerName,
    DateTimeOffset DateCreated,
    IReadOnlyList<ListValueItem>? ListValues,
    IReadOnlyList<RoleItem>? Roles,
    IReadOnlyList<DataFieldItem>? DataFields,
    CaseLinks Links);

/// <summary>A case by itself. Every member is always there, null when there is none.</summary>
internal sealed record CaseDetail(
    int Id,
    string Name,
    int? WorkflowId,
    decimal? Cost,
    bool IsClosed,
    bool IsOverDue,
    int? TriggerId,
    string? TriggerName,
    DateTimeOffset? DateDue,
    DateTimeOffset? PreOverDueDateTime,
    DateTimeOffset? PostOverDueDateTime,
    DateTimeOffset DateCreated,
    DateTimeOffset DateModified,
    IReadOnlyList<ListValueItem> ListValues,
    IReadOnlyList<RoleItem> Roles,
    IReadOnlyList<DataFieldItem> DataFields,
    CaseLinks Links);

/// <summary>What a case has of a list.</summary>
internal sealed record ListValueItem(int ListId, int Id, string Name, string Type)
{
    /// <summary>Only in lists of type status, as below.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsOpen { get; init; }

    /// <summary>Only in lists of type severity.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsHigh { get; init; }

    /// <summary>Only where one was chosen.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? SubCategoryId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SubCategoryName { get; init; }
}

/// <summary>A role of the program with the users that the case has in it.</summary>
internal sealed record RoleItem(int Id, int CaseId, string Name, bool WorkflowRoleIsActive, IReadOnlyList<UserItem> Users);

/// <summary>A user. <paramref name="Id"/> is 0 for one that is no rep of the hub.</summary>
internal sealed record UserItem(int Id, string UserName, bool IsActive, SelfLink Links);

/// <summary>The answer of a case to a question. <paramref name="Id"/> is 0 for a property that is no data field's.</summary>
internal sealed record DataFieldItem(int Id, int CaseId, string Name, string Value, string? QuestionName);
