using System.Globalization;
using System.Text.Json.Nodes;
using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Storage.Catalogs;

namespace CaseWorker.Processing.Catalogs.Applying;

/// <summary>What a file names must exist once the file is laid over the catalogue, in the same hub.</summary>
internal static class ReferenceRule
{
    /// <param name="hubOnly">The only hub the caller may know about; null: all.</param>
    public static void Check(CatalogFile file, CatalogState state, int? hubOnly, List<CatalogError> errors)
    {
        foreach (var hub in file.Hubs)
        {
            CheckHub(hub, state, hubOnly, errors);
            foreach (var change in hub.Departments ?? [])
                CheckDepartment(hub.Id, change, state, errors);
            foreach (var change in hub.Reps ?? [])
                CheckMemberships(hub.Id, $"{change.Path}.departments", change.Edit, state, errors);
            CheckServices(hub, state, errors);
            WorkingTimeRule.Check(hub, state, errors);
            foreach (var change in hub.Items.GetValueOrDefault("list", []))
                CheckDefault(change, state.ItemsOf(hub.Id, "list"), errors);
            ProgramPartsRule.Check(hub, state, file.Prune, errors);
            ExtRefRule.Check(hub, state, file.Prune, errors);
        }
    }

    /// <summary>The departments of a rep must be of the rep's hub.</summary>
    public static void CheckMemberships(int hubId, string path, RepEdit edit, CatalogState state, List<CatalogError> errors)
    {
        foreach (var (departmentId, index) in edit.Departments.Or([]).Select((id, index) => (id, index)))
        {
            if (state.Departments.GetValueOrDefault(departmentId)?.HubId != hubId)
                errors.Add(CatalogError.Of($"{path}[{index}]", $"be a department of hub {hubId}", $"{departmentId}"));
        }
    }

    private static void CheckHub(HubChange hub, CatalogState state, int? hubOnly, List<CatalogError> errors)
    {
        var helpCenterId = state.Hubs[hub.Id].HelpCenterId;
        var other = state.Hubs.Values.FirstOrDefault(row =>
            row.HubId != hub.Id && helpCenterId is not null && string.Equals(row.HelpCenterId, helpCenterId, StringComparison.OrdinalIgnoreCase));
        if (other is not null)
            errors.Add(CatalogError.Of($"{hub.Path}.helpCenterId", "be unique in the installation", $"{helpCenterId}, which {CatalogMerge.Holder(other.HubId, hubOnly)}"));
    }

    private static void CheckDepartment(int hubId, DepartmentChange change, CatalogState state, List<CatalogError> errors)
    {
        var id = change.IntakeService.Or(null);
        if (id is not null && state.Services.GetValueOrDefault(id.Value)?.HubId != hubId)
            errors.Add(CatalogError.Of($"{change.Path}.intakeService", $"be a service of hub {hubId}, or null", $"{id}"));
    }

    // Looked up by name once for all services: a file can hold very many, and the catalogue is locked meanwhile.
    private static void CheckServices(HubChange hub, CatalogState state, List<CatalogError> errors)
    {
        var byExtRef = state.Services.Values.Where(row => row.HubId == hub.Id && row.ExtRef is not null).ToLookup(row => row.ExtRef!, StringComparer.Ordinal);
        var (workflows, triggers, calendars) = (Ids("workflow"), Ids("trigger"), Ids("calendar"));
        foreach (var change in hub.Services ?? [])
        {
            if (!state.Services.TryGetValue(change.Id, out var service) || service.HubId != hub.Id)
                continue;

            CheckService(change, service, state, byExtRef, errors);
            CheckItem(hub.Id, $"{change.Path}.workflowId", "workflow", change.WorkflowId.Or(null)?.ToString(CultureInfo.InvariantCulture), workflows, errors);
            CheckItem(hub.Id, $"{change.Path}.triggerId", "trigger", change.TriggerId.Or(null)?.ToString(CultureInfo.InvariantCulture), triggers, errors);
            CheckItem(hub.Id, $"{change.Path}.due.calendar", "calendar", change.Calendar, calendars, errors);
        }

        HashSet<string> Ids(string kind) => state.ItemsOf(hub.Id, kind).Select(item => item.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    private static void CheckService(ServiceChange change, ServiceRow service, CatalogState state, ILookup<string, ServiceRow> byExtRef, List<CatalogError> errors)
    {
        var hubId = service.HubId;
        if (service.DepartmentId == 0 && !change.DepartmentId.IsGiven)
            errors.Add(CatalogError.Of($"{change.Path}.departmentId", $"be given while hub {hubId} has no department", "missing"));
        else if (service.DepartmentId > 0 && state.Departments.GetValueOrDefault(service.DepartmentId)?.HubId != hubId)
            errors.Add(CatalogError.Of($"{change.Path}.departmentId", $"be a department of hub {hubId}", $"{service.DepartmentId}"));

        var other = service.ExtRef is null ? null : byExtRef[service.ExtRef].FirstOrDefault(row => row.ServiceId != change.Id);
        if (other is not null)
            errors.Add(CatalogError.Of($"{change.Path}.extRef", "be unique in its hub", $"\"{service.ExtRef}\", which service {other.ServiceId} has"));
    }

    private static void CheckItem(int hubId, string path, string kind, string? id, HashSet<string> known, List<CatalogError> errors)
    {
        if (id is not null && !known.Contains(id))
            errors.Add(CatalogError.Of(path, $"be a {kind} of hub {hubId}, or null", id));
    }

    private static void CheckDefault(ItemChange change, IReadOnlyList<ItemEntry> lists, List<CatalogError> errors)
    {
        var list = lists.First(item => item.Id == change.Id).Definition;
        if (list["defaultItem"] is not { } defaultItem)
            return;

        var items = list["items"] as JsonArray ?? [];
        if (!items.Any(item => (int?)item!["id"] == (int?)defaultItem))
            errors.Add(CatalogError.Of($"{change.Path}.defaultItem", "be an item of its list, or null", defaultItem.ToJsonString()));
    }
}
