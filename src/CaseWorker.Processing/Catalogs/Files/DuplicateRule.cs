namespace CaseWorker.Processing.Catalogs.Files;

/// <summary>Ids of hubs, departments, reps and services are unique in the installation, so also in a file.</summary>
internal static class DuplicateRule
{
    public static void Check(IReadOnlyList<HubChange> hubs, List<CatalogError> errors)
    {
        Check("hubs", hubs.Select(hub => (hub.Path, hub.Id)), errors);
        Check("departments", hubs.SelectMany(hub => hub.Departments ?? []).Select(department => (department.Path, department.Id)), errors);
        Check("reps", hubs.SelectMany(hub => hub.Reps ?? []).Select(rep => (rep.Path, rep.Id)), errors);
        Check("services", hubs.SelectMany(hub => hub.Services ?? []).Select(service => (service.Path, service.Id)), errors);
    }

    private static void Check(string what, IEnumerable<(string Path, int Id)> entries, List<CatalogError> errors)
    {
        var ids = new HashSet<int>();
        foreach (var (path, id) in entries.Where(entry => entry.Id > 0))
        {
            if (!ids.Add(id))
                errors.Add(CatalogError.Of($"{path}.id", $"be unique among the {what} of the installation", $"{id} again"));
        }
    }
}
