using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Storage.Catalogs;

namespace CaseWorker.Processing.Catalogs.Applying;

/// <summary>Lays a file over the catalogue: named things are added or changed, what is left out stays. Nothing is removed here.</summary>
internal static class CatalogMerge
{
    /// <param name="hubOnly">The only hub the caller may know about; null: all.</param>
    public static void Lay(CatalogFile file, CatalogState state, int? hubOnly, List<CatalogError> errors)
    {
        foreach (var hub in file.Hubs)
        {
            var before = state.Hubs.GetValueOrDefault(hub.Id);
            state.Hubs[hub.Id] = new HubRow
            {
                HubId = hub.Id,
                Name = hub.Name,
                HelpCenterId = hub.HelpCenterId.Or(before?.HelpCenterId),
                EndUserListId = hub.EndUserListId.Or(before?.EndUserListId),
            };

            // Departments first: a new service without a department goes into the first one.
            foreach (var change in hub.Departments ?? [])
                LayDepartment(hub.Id, change, state, hubOnly, errors);
            foreach (var change in hub.Services ?? [])
                LayService(hub.Id, change, state, hubOnly, errors);
            foreach (var change in hub.Reps ?? [])
                LayRep(hub.Id, change, state, hubOnly, errors);
            foreach (var (kind, changes) in hub.Items)
                state.Items[(hub.Id, kind)] = LayItems(changes, state.ItemsOf(hub.Id, kind), file.Prune);
        }
    }

    /// <summary>The rep after the edit.</summary>
    public static RepEntry Lay(RepEdit edit, RepEntry rep) => new(
        rep.Row with { Active = edit.Active.Or(rep.Row.Active), MaxOpenCases = edit.MaxOpenCases.Or(rep.Row.MaxOpenCases) },
        [.. edit.Departments.Or(rep.Departments).Distinct().Order()],
        [.. edit.OutOfOffice.Or(rep.Absences).OrderBy(absence => absence.From)]);

    private static void LayDepartment(int hubId, DepartmentChange change, CatalogState state, int? hubOnly, List<CatalogError> errors)
    {
        var before = state.Departments.GetValueOrDefault(change.Id);
        if (IsElsewhere(before?.HubId, hubId, change.Path, change.Id, hubOnly, errors))
            return;

        state.Departments[change.Id] = new DepartmentRow
        {
            DepartmentId = change.Id,
            HubId = hubId,
            Name = change.Name,
            Assignment = change.Assignment.Or(before?.Assignment ?? StrategyWords.All[0]),
            ReleaseOnAbsence = change.ReleaseOnAbsence.Or(before?.ReleaseOnAbsence ?? true),
            IntakeServiceId = change.IntakeService.Or(before?.IntakeServiceId),
        };
    }

    private static void LayService(int hubId, ServiceChange change, CatalogState state, int? hubOnly, List<CatalogError> errors)
    {
        var before = state.Services.GetValueOrDefault(change.Id);
        if (IsElsewhere(before?.HubId, hubId, change.Path, change.Id, hubOnly, errors))
            return;

        var departmentId = change.DepartmentId.Or(before?.DepartmentId ?? state.Departments.Values.FirstOrDefault(row => row.HubId == hubId)?.DepartmentId ?? 0);
        state.Services[change.Id] = new ServiceRow
        {
            ServiceId = change.Id,
            HubId = hubId,
            DepartmentId = departmentId,
            Name = change.Name,
            ExtRef = change.ExtRef.Or(before?.ExtRef),
            Active = change.Active.Or(before?.Active ?? true),
            HeadOfLine = change.HeadOfLine.Or(before?.HeadOfLine ?? "park"),
            WorkflowId = change.WorkflowId.Or(before?.WorkflowId),
            TriggerId = change.TriggerId.Or(before?.TriggerId),
            Cost = change.Cost.Or(before?.Cost),
            Due = change.Due.Or(before?.Due),
        };
    }

    private static void LayRep(int hubId, RepChange change, CatalogState state, int? hubOnly, List<CatalogError> errors)
    {
        var before = state.Reps.GetValueOrDefault(change.Id);
        if (IsElsewhere(before?.Row.HubId, hubId, change.Path, change.Id, hubOnly, errors))
            return;

        var row = new RepRow
        {
            RepId = change.Id,
            HubId = hubId,
            UserName = change.UserName,
            FirstName = change.FirstName.Or(before?.Row.FirstName),
            LastName = change.LastName.Or(before?.Row.LastName),
            Active = before?.Row.Active ?? true,
            MaxOpenCases = before?.Row.MaxOpenCases,
        };
        state.Reps[change.Id] = Lay(change.Edit, new RepEntry(row, before?.Departments ?? [], before?.Absences ?? []));
    }

    private static List<ItemEntry> LayItems(IReadOnlyList<ItemChange> changes, IReadOnlyList<ItemEntry> stored, bool prune)
    {
        var known = stored.ToDictionary(item => item.Id, StringComparer.OrdinalIgnoreCase);
        var named = changes.Select(change =>
        {
            var before = known.GetValueOrDefault(change.Id);
            return new ItemEntry(before?.Id ?? change.Id, 0, ItemJson.Merge(before?.Definition, change.Members, prune));
        });
        return [.. OrderRule.Lay(stored, [.. named], item => item.Id).Select((item, index) => item with { Ordinal = index })];
    }

    private static bool IsElsewhere(int? storedHubId, int hubId, string path, int id, int? hubOnly, List<CatalogError> errors)
    {
        if (storedHubId is null || storedHubId == hubId)
            return false;

        errors.Add(CatalogError.Of($"{path}.id", "be unique in the installation", $"{id}, which {Holder(storedHubId.Value, hubOnly)}"));
        return true;
    }

    /// <summary>Who has what must be unique in the installation. The admin of one hub is not told about the others.</summary>
    internal static string Holder(int hubId, int? hubOnly) => hubOnly is null ? $"hub {hubId} has" : "is taken";
}
