using CaseWorker.Processing.Catalogs;

namespace CaseWorker.Processing.Assignment;

/// <summary>Why a rep's new cases go back to the line (spec 3). Pure.</summary>
public static class AbsenceRule
{
    /// <summary>not-a-member, inactive or out-of-office; null: the rep keeps them, or the department leaves them with absent reps.</summary>
    public static string? ReasonToRelease(Department department, int repId, DateTimeOffset now)
    {
        if (!department.ReleaseOnAbsence)
            return null;
        if (department.Reps.FirstOrDefault(member => member.RepId == repId) is not { } rep)
            return "not-a-member";
        if (!rep.Active)
            return "inactive";
        return rep.IsOutOfOffice(now) ? "out-of-office" : null;
    }
}
