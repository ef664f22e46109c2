using CaseWorker.Processing.Catalogs;
using CaseWorker.Storage.Cases;

namespace CaseWorker.Processing.Cases.Commands;

/// <summary>Which departments a command must lock before the case: those whose line it reads or changes. Pure.</summary>
internal static class TouchedDepartments
{
    public static IReadOnlyCollection<Department> Of(CaseCommand command, CaseStateRow row, Catalog catalog, DateTimeOffset at)
    {
        var own = catalog.FindDepartment(row.DepartmentId)!;
        return command switch
        {
            CaseCommand.SetStatus wish => If(StatusRule.NeedsLine(row, wish.Status, own, at), own),
            CaseCommand.Reopen => If(row.Status == "closed", own),
            CaseCommand.Transfer wish => Both(own, wish.DepartmentId is { } departmentId ? catalog.FindDepartment(departmentId) : null),
            CaseCommand.Update wish => If(UpdateRule.NeedsLine(wish, row, catalog.FindProgram(row.HubId)!, own, at), own),
            CaseCommand.UpdateConversation { Status: { } status } => If(StatusRule.NeedsLine(row, status, own, at), own),
            CaseCommand.Delete => If(row.Waiting, own),
            _ => [],
        };
    }

    private static Department[] If(bool isTouched, Department department) => isTouched ? [department] : [];

    private static Department[] Both(Department own, Department? other) =>
        other is null || other.DepartmentId == own.DepartmentId || other.HubId != own.HubId ? [own] : [own, other];
}
