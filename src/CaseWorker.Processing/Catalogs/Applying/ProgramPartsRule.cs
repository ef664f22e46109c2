using System.Text.Json.Nodes;
using CaseWorker.Processing.ActionManagement;
using CaseWorker.Processing.Catalogs.Files;

namespace CaseWorker.Processing.Catalogs.Applying;

/// <summary>The parts of an Action Management program must go together once the file is laid over the catalogue (spec 6).</summary>
internal static class ProgramPartsRule
{
    /// <param name="prune">Whether what the file does not name is removed, and so can't be in the way.</param>
    public static void Check(HubChange hub, CatalogState state, bool prune, List<CatalogError> errors)
    {
        if (hub.Items.TryGetValue("role", out var roles))
            CheckAssignees(hub, Remaining(roles, state.ItemsOf(hub.Id, "role"), prune), errors);
        if (hub.Items.TryGetValue("list", out var lists))
            CheckStatusLists(hub, Remaining(lists, state.ItemsOf(hub.Id, "list"), prune), errors);
    }

    private static List<ItemEntry> Remaining(IReadOnlyList<ItemChange> named, IReadOnlyList<ItemEntry> all, bool prune) =>
        [.. all.Where(item => !prune || named.Any(change => change.Id == item.Id))];

    private static void CheckAssignees(HubChange hub, List<ItemEntry> roles, List<CatalogError> errors)
    {
        var assignees = roles.Where(role => (bool?)role.Definition["assignee"] == true).Select(role => role.Id).ToList();
        if (assignees.Count > 1)
            errors.Add(CatalogError.Of($"{hub.Path}.roles", "hold at most one with assignee true", $"more: {string.Join(", ", assignees)}"));
    }

    // Two status lists could say two things of one case.
    private static void CheckStatusLists(HubChange hub, List<ItemEntry> lists, List<CatalogError> errors)
    {
        var ofStatus = lists.Where(list => (string?)list.Definition["type"] == ProgramList.Status).ToList();
        if (ofStatus.Count > 1)
            errors.Add(CatalogError.Of($"{hub.Path}.lists", "hold at most one of type status", $"more: {string.Join(", ", ofStatus.Select(list => list.Id))}"));

        foreach (var list in ofStatus)
        {
            foreach (var item in (list.Definition["items"] as JsonArray ?? []).Select(item => item!.AsObject()))
                CheckStatusItem(hub, list, item, errors);
        }
    }

    private static void CheckStatusItem(HubChange hub, ItemEntry list, JsonObject item, List<CatalogError> errors)
    {
        if ((string?)item["caseStatus"] is { } status && (bool?)item["isOpen"] is { } isOpen && isOpen != (status != "closed"))
        {
            errors.Add(CatalogError.Of(
                $"{hub.Path}.lists",
                "hold no status item that is open and closed at once",
                $"item {item["id"]!.ToJsonString()} of list {list.Id}: isOpen {(isOpen ? "true" : "false")}, caseStatus {status}"));
        }
    }
}
