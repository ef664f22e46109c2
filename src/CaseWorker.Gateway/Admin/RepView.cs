using CaseWorker.Processing.Catalogs;

namespace CaseWorker.Gateway.Admin;

/// <summary>A rep in the shape of the catalogue file (spec 11).</summary>
/// <param name="MaxOpenCases">Null: no cap.</param>
internal sealed record RepView(
    int Id,
    string UserName,
    string? FirstName,
    string? LastName,
    bool Active,
    IReadOnlyList<int> Departments,
    int? MaxOpenCases,
    IReadOnlyList<AbsenceView> OutOfOffice)
{
    public static RepView Of(RepEditResult edited)
    {
        var rep = edited.Rep;
        return new RepView(
            rep.RepId,
            rep.UserName,
            rep.FirstName,
            rep.LastName,
            rep.Active,
            edited.Departments,
            rep.MaxOpenCases,
            [.. rep.Absences.Select(absence => new AbsenceView(absence.From, absence.To))]);
    }
}

/// <summary>A time out of office.</summary>
/// <param name="To">Null: until further notice.</param>
internal sealed record AbsenceView(DateTimeOffset From, DateTimeOffset? To);
