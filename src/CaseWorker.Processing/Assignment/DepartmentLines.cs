using CaseWorker.Processing.Catalogs;
using CaseWorker.Storage;
using CaseWorker.Storage.Assignment;

namespace CaseWorker.Processing.Assignment;

/// <summary>Opens the departments of a transaction: locks those whose choice depends on more than the draw.</summary>
public static class DepartmentLines
{
    /// <summary>One line per department, ready to decide. Locks in id order; what needs no lock is only read.</summary>
    /// <param name="lockAll">True for the sweep, which changes the line itself.</param>
    public static async Task<Dictionary<int, DepartmentLine>> OpenAsync(
        Session session,
        IReadOnlyCollection<Department> departments,
        DateTimeOffset at,
        Random random,
        bool lockAll = false)
    {
        var load = await LoadAsync(session, departments);
        var rows = await LineStore.PeekAsync(session, departments.Select(department => department.DepartmentId));
        var locked = departments
            .Where(department => lockAll || MustLock(department, rows[department.DepartmentId], load, at))
            .Select(department => department.DepartmentId)
            .ToList();
        if (locked.Count > 0)
        {
            foreach (var (departmentId, row) in await LineStore.LockAsync(session, locked))
                rows[departmentId] = row;

            // What was counted before the lock may have changed while waiting for it.
            load = await LoadAsync(session, departments);
        }

        return departments.ToDictionary(
            department => department.DepartmentId,
            department => new DepartmentLine(department, rows[department.DepartmentId], load, at, random));
    }

    /// <summary>Writes back the lines that changed.</summary>
    public static Task SaveAsync(Session session, IEnumerable<DepartmentLine> lines) =>
        LineStore.SaveAsync(session, [.. lines.Where(line => line.HasChanged).Select(line => line.Row).OrderBy(row => row.DepartmentId)]);

    private static bool MustLock(Department department, DepartmentLineRow row, Dictionary<int, int> load, DateTimeOffset at) =>
        AssignmentRule.NeedsLock(department)
        || row.Waiting > 0
        || Eligibility.Of(department, at, repId => load.GetValueOrDefault(repId)).Eligible.Count == 0;

    private static async Task<Dictionary<int, int>> LoadAsync(Session session, IEnumerable<Department> departments)
    {
        var counted = departments.SelectMany(department => department.Strategy == AssignmentStrategy.LeastOpen
            ? department.Reps
            : department.Reps.Where(rep => rep.MaxOpenCases is not null));
        return await LineStore.CountCasesAsync(session, counted.Select(rep => rep.RepId));
    }
}
