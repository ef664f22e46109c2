using CaseWorker.Storage;
using CaseWorker.Storage.Catalogs;

namespace CaseWorker.Processing.Catalogs.Applying;

/// <summary>Writes a difference, and raises the version if there is any.</summary>
/// <remarks>The order is that of every writer (design 4): counters and services before departments.</remarks>
internal static class DifferenceWriter
{
    public static async Task WriteAsync(Session session, CatalogDifference difference)
    {
        if (difference.Lines.Count == 0)
            return;

        await CatalogStore.StepVersionAsync(session);
        await CatalogWrites.SaveHubsAsync(session, difference.Hubs);
        await CatalogRemovals.RemoveServicesAsync(session, difference.RemovedServices);
        await CatalogWrites.SaveServicesAsync(session, difference.Services);
        await CatalogRemovals.RemoveDepartmentsAsync(session, difference.RemovedDepartments);
        await CatalogWrites.SaveDepartmentsAsync(session, difference.Departments);
        await CatalogRemovals.RemoveRepsAsync(session, difference.RemovedReps);
        await SaveRepsAsync(session, difference.Reps);
        await CatalogRemovals.RemoveItemsAsync(session, difference.RemovedItems);
        await CatalogWrites.SaveItemsAsync(session, difference.Items);
        await CatalogRemovals.RemoveHubsAsync(session, difference.RemovedHubs);
    }

    private static Task SaveRepsAsync(Session session, IReadOnlyList<RepEntry> reps) => CatalogWrites.SaveRepsAsync(
        session,
        [.. reps.Select(rep => rep.Row)],
        [.. reps.SelectMany(rep => rep.Departments, (rep, id) => new MembershipRow { RepId = rep.Row.RepId, DepartmentId = id })],
        [.. reps.SelectMany(rep => rep.Absences, (rep, absence) => new AbsenceRow { RepId = rep.Row.RepId, FromAt = absence.From, ToAt = absence.To })]);
}
