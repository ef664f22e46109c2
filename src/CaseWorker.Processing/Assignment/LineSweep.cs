using CaseWorker.Processing.Catalogs;
using CaseWorker.Storage;
using CaseWorker.Storage.Assignment;

namespace CaseWorker.Processing.Assignment;

/// <summary>Serves the lines of waiting cases and takes cases back from reps who became absent (spec 3).</summary>
/// <remarks>Every step is one transaction that locks its department first, so several schedulers take turns and nothing is done twice.</remarks>
public sealed class LineSweep(Database database, CatalogCache catalogs, Random random, TimeProvider clock)
{
    private const int StepSize = 500;
    private long releasedForVersion = -1;

    /// <summary>Releases first, so that what comes back is served in the same run, by its old place in line.</summary>
    /// <returns>How many cases changed their rep.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var catalog = await database.ReadAsync(catalogs.RefreshAsync, cancellation);
        var changed = await ReleaseAsync(catalog, cancellation);
        foreach (var departmentId in await database.ReadAsync(ReassignmentStore.ReadLinesAsync, cancellation))
        {
            while (catalog.FindDepartment(departmentId) is { } department && await ServeAsync(department, cancellation) is var served and > 0)
                changed += served;
        }

        return changed;
    }

    private async Task<int> ReleaseAsync(Catalog catalog, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        // After a change of the catalogue anybody may have left a department; between changes only absences begin.
        var suspects = catalog.Version == releasedForVersion
            ? [.. AbsentReps(catalog, now)]
            : await database.ReadAsync(ReassignmentStore.ReadRepsAsync, cancellation);
        var places = await database.ReadAsync(session => ReassignmentStore.FindPlacesAsync(session, suspects), cancellation);
        var released = 0;
        foreach (var place in places)
        {
            if (catalog.FindDepartment(place.DepartmentId) is not { } department)
                continue;

            if (AbsenceRule.ReasonToRelease(department, place.RepId, now) is not { } reason)
                continue;

            while (await ReleaseAsync(department, place, reason, cancellation) is var count and > 0)
                released += count;
        }

        releasedForVersion = catalog.Version;
        return released;
    }

    private static IEnumerable<int> AbsentReps(Catalog catalog, DateTimeOffset now) => catalog.Departments
        .SelectMany(department => department.Reps)
        .Where(rep => !rep.Active || rep.IsOutOfOffice(now))
        .Select(rep => rep.RepId)
        .Distinct();

    private Task<int> ReleaseAsync(Department department, RepPlace place, string reason, CancellationToken cancellation) => database.WriteAsync(
        async session =>
        {
            var now = clock.GetUtcNow();
            var lines = await DepartmentLines.OpenAsync(session, [department], now, random, lockAll: true);
            var line = lines[department.DepartmentId];
            var rows = new ReassignmentRows(now);
            var found = await ReassignmentStore.ReadNewOfRepAsync(session, place, StepSize);
            foreach (var row in await ReassignmentStore.LockAsync(session, found))
            {
                // A command may have closed it, or given it to somebody else.
                if (row.Status == "new" && row.RepId == place.RepId && row.DepartmentId == place.DepartmentId)
                    rows.AddRelease(row, department, line.Release(place.RepId, reason), reason);
            }

            await rows.WriteAsync(session);
            await DepartmentLines.SaveAsync(session, lines.Values);
            return rows.Count;
        },
        cancellation,
        StepSize);

    private Task<int> ServeAsync(Department department, CancellationToken cancellation) => database.WriteAsync(
        async session =>
        {
            var now = clock.GetUtcNow();
            var lines = await DepartmentLines.OpenAsync(session, [department], now, random, lockAll: true);
            var line = lines[department.DepartmentId];
            var rows = new ReassignmentRows(now);
            var found = await ReassignmentStore.ReadLineAsync(session, department.DepartmentId, StepSize);
            foreach (var row in await ReassignmentStore.LockAsync(session, found))
            {
                // Nobody leaves or joins the line while its department is locked; what else changed of the case is told as it now is.
                var decision = line.Serve();
                if (decision.Rep is null)
                    break;

                rows.AddAssignment(row, decision);
            }

            await rows.WriteAsync(session);
            await DepartmentLines.SaveAsync(session, lines.Values);
            return rows.Count;
        },
        cancellation,
        StepSize);
}
