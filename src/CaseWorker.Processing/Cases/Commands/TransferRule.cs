using CaseWorker.Processing.Events;

namespace CaseWorker.Processing.Cases.Commands;

/// <summary>Moves a case to another department or rep (spec 3). Pure.</summary>
internal static class TransferRule
{
    public static CaseResult.Refused? Apply(CaseChange change, CaseCommand.Transfer wish)
    {
        var row = change.Row;
        var departmentId = wish.DepartmentId ?? row.DepartmentId;
        if (change.Catalog.FindDepartment(departmentId) is not { } department || department.HubId != row.HubId)
            return new CaseResult.Refused("departmentId", "must be a department of the hub.");
        if (row.Status == "closed")
            return new CaseResult.Refused("status", "must be new or open: a closed case is reopened first.");
        if (departmentId == row.DepartmentId && (wish.RepId is null || wish.RepId == row.RepId))
            return null;

        change.Detach();
        if (departmentId != row.DepartmentId)
        {
            change.Note(SystemNotes.Transferred(change.Department, department, change.By.Name));
            change.Set(current => current with { DepartmentId = departmentId });
            change.TellUpdated("departmentId");
        }

        var given = wish.RepId is { } repId ? change.Line.Give(repId, "explicit", "transfer") : null;
        change.Assign(given ?? change.Line.Admit(null, wish.RepId is null ? "transfer" : "requested-rep-not-eligible"), "transferred");
        return null;
    }
}
