using System.Globalization;
using System.Text.Json.Nodes;
using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Storage;
using CaseWorker.Storage.Catalogs;

namespace CaseWorker.Processing.Catalogs.Applying;

/// <summary>Removes from the state what the file does not name and nothing uses. Lists that were left out lose nothing.</summary>
/// <remarks>The state already has the file laid over it. Lock: the counters of the services that are not named.</remarks>
internal static class CatalogPruning
{
    /// <returns>A line for each thing that is not named and stays, with the reason.</returns>
    public static async Task<List<string>> PruneAsync(Session session, CatalogFile file, CatalogState state, bool hubsToo)
    {
        var kept = new List<string>();
        var departments = new SortedSet<int>();
        var services = new SortedSet<int>();
        var reps = new SortedSet<int>();
        foreach (var hub in file.Hubs)
        {
            if (hub.Departments is not null)
                departments.UnionWith(state.Departments.Values.Where(row => row.HubId == hub.Id).Select(row => row.DepartmentId).Except(hub.Departments.Select(change => change.Id)));
            if (hub.Services is not null)
                services.UnionWith(state.Services.Values.Where(row => row.HubId == hub.Id).Select(row => row.ServiceId).Except(hub.Services.Select(change => change.Id)));
            if (hub.Reps is not null)
                reps.UnionWith(state.Reps.Values.Where(rep => rep.Row.HubId == hub.Id).Select(rep => rep.Row.RepId).Except(hub.Reps.Select(change => change.Id)));
        }

        await KeepUsedAsync(session, state, services, reps, departments, kept);
        KeepReferenced(state, services, reps, departments, kept);
        foreach (var id in services)
            state.Services.Remove(id);
        foreach (var id in reps)
            state.Reps.Remove(id);
        foreach (var id in departments)
            state.Departments.Remove(id);

        foreach (var hub in file.Hubs)
            PruneItems(hub, state, kept);

        if (hubsToo)
            await PruneHubsAsync(session, file, state, kept);

        return kept;
    }

    private static async Task KeepUsedAsync(
        Session session, CatalogState state, SortedSet<int> services, SortedSet<int> reps, SortedSet<int> departments, List<string> kept)
    {
        foreach (var (id, why) in (await CatalogUses.FindServicesInUseAsync(session, [.. services])).OrderBy(use => use.Key))
            Keep(services, id, $"service {id} {state.Services[id].Name}", why, kept);
        foreach (var id in (await CatalogUses.FindRepsWithCasesAsync(session, [.. reps])).Order())
            Keep(reps, id, $"rep {id} {state.Reps[id].Row.UserName}", "has cases", kept);
        foreach (var id in (await CatalogUses.FindDepartmentsWithCasesAsync(session, [.. departments])).Order())
            Keep(departments, id, $"department {id} {state.Departments[id].Name}", "has cases", kept);
    }

    // Departments and services can hold each other, so until nothing more is found to be held by something that stays.
    private static void KeepReferenced(CatalogState state, SortedSet<int> services, SortedSet<int> reps, SortedSet<int> departments, List<string> kept)
    {
        var count = -1;
        while (count != kept.Count)
        {
            count = kept.Count;
            foreach (var service in state.Services.Values.Where(service => !services.Contains(service.ServiceId)))
                KeepDepartment(service.DepartmentId, $"has service {service.ServiceId}");
            foreach (var rep in state.Reps.Values.Where(rep => !reps.Contains(rep.Row.RepId)))
            {
                foreach (var id in rep.Departments)
                    KeepDepartment(id, $"has rep {rep.Row.RepId}");
            }

            foreach (var department in state.Departments.Values.Where(department => !departments.Contains(department.DepartmentId)))
            {
                if (department.IntakeServiceId is { } id && services.Contains(id))
                    Keep(services, id, $"service {id} {state.Services[id].Name}", $"is the intake service of department {department.DepartmentId}", kept);
            }
        }

        void KeepDepartment(int id, string why)
        {
            if (departments.Contains(id))
                Keep(departments, id, $"department {id} {state.Departments[id].Name}", why, kept);
        }
    }

    private static void PruneItems(HubChange hub, CatalogState state, List<string> kept)
    {
        var services = state.Services.Values.Where(row => row.HubId == hub.Id).ToList();
        foreach (var (kind, changes) in hub.Items)
        {
            var named = changes.Select(change => change.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var items = new List<ItemEntry>();
            foreach (var item in state.ItemsOf(hub.Id, kind))
            {
                var user = named.Contains(item.Id) ? null : services.FirstOrDefault(row => string.Equals(ReferenceOf(row, kind), item.Id, StringComparison.OrdinalIgnoreCase));
                if (user is not null)
                    kept.Add($"= kept {kind} {item.Id}: is used by service {user.ServiceId}");
                if (user is not null || named.Contains(item.Id))
                    items.Add(item with { Ordinal = items.Count });
            }

            state.Items[(hub.Id, kind)] = items;
        }
    }

    // A hub that is not named says nothing of its lists, so they stay, and it with them.
    private static async Task PruneHubsAsync(Session session, CatalogFile file, CatalogState state, List<string> kept)
    {
        var unnamed = state.Hubs.Keys.Except(file.Hubs.Select(hub => hub.Id)).ToList();
        var used = await CatalogUses.FindHubsInUseAsync(session, unnamed);
        foreach (var id in unnamed)
        {
            var hasParts = state.Departments.Values.Any(row => row.HubId == id) || state.Services.Values.Any(row => row.HubId == id)
                || state.Reps.Values.Any(rep => rep.Row.HubId == id) || state.Items.Any(items => items.Key.HubId == id && items.Value.Count > 0);
            if (hasParts || used.Contains(id))
                kept.Add($"= kept hub {id} {state.Hubs[id].Name}: {(hasParts ? "is not empty" : "has cases, parked messages or keys")}");
            else
                state.Hubs.Remove(id);
        }
    }

    private static string? ReferenceOf(ServiceRow service, string kind) => kind switch
    {
        "workflow" => service.WorkflowId?.ToString(CultureInfo.InvariantCulture),
        "trigger" => service.TriggerId?.ToString(CultureInfo.InvariantCulture),
        "calendar" => service.Due is null ? null : (string?)JsonNode.Parse(service.Due)!["calendar"],
        _ => null,
    };

    private static void Keep(SortedSet<int> candidates, int id, string what, string why, List<string> kept)
    {
        candidates.Remove(id);
        kept.Add($"= kept {what}: {why}");
    }
}
