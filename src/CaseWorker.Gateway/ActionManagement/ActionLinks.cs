using System.Globalization;
using System.Text.Json.Serialization;

namespace CaseWorker.Gateway.ActionManagement;

/// <summary>The absolute links of one answer.</summary>
/// <param name="address">Where they begin, without a slash at the end.</param>
/// <param name="endUserListId">Null: the hub has no list of users, and they no links.</param>
internal sealed class ActionLinks(string address, int hubId, int? endUserListId)
{
    public CaseLinks OfCase(int caseId) => new(CaseAddress(caseId), CaseAddress(caseId) + "/notes");

    public SelfLink OfNote(int caseId, long noteId) => new(string.Create(CultureInfo.InvariantCulture, $"{CaseAddress(caseId)}/notes/{noteId}"));

    public SelfLink OfUser(int repId) =>
        new(endUserListId is { } listId ? string.Create(CultureInfo.InvariantCulture, $"{address}/v1/hubs/{hubId}/enduserlists/{listId}/users/{repId}") : null);

    private string CaseAddress(int caseId) => string.Create(CultureInfo.InvariantCulture, $"{address}/v1/actionmanagement/hubs/{hubId}/cases/{caseId}");
}

/// <summary>The links of a case.</summary>
internal sealed record CaseLinks(string Self, string Notes);

/// <summary>The link of a thing to itself; without one it is left out.</summary>
internal sealed record SelfLink([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Self);

/// <summary>No links at all, where the document has an empty object.</summary>
internal sealed record NoLinks
{
    public static NoLinks Instance { get; } = new();
}
