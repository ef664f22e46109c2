using CaseWorker.Processing.Assignment;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Assignment;

public sealed class AbsenceRuleTests
{
    private static readonly DateTimeOffset Noon = StorageRows.Noon;

    [Fact]
    public void A_rep_who_is_there_keeps_the_cases() => Assert.Null(Reason(Member()));

    [Fact]
    public void A_rep_at_the_cap_keeps_the_cases() => Assert.Null(Reason(Member() with { MaxOpenCases = 0 }));

    [Fact]
    public void Who_is_no_member_is_absent() => Assert.Equal("not-a-member", Reason(Member() with { RepId = 2 }));

    [Fact]
    public void Who_is_inactive_is_absent() => Assert.Equal("inactive", Reason(Member() with { Active = false }));

    [Theory]
    [InlineData(0, 1, "out-of-office")]
    [InlineData(-1, 0, null)]
    [InlineData(1, 2, null)]
    public void Who_is_out_of_office_is_absent_from_the_first_to_before_the_last_instant(int from, int to, string? reason) =>
        Assert.Equal(reason, Reason(Member() with { Absences = [new Absence(Noon.AddHours(from), Noon.AddHours(to))] }));

    [Fact]
    public void A_department_can_leave_cases_with_the_absent() =>
        Assert.Null(AbsenceRule.ReasonToRelease(DepartmentOf(Member() with { Active = false }) with { ReleaseOnAbsence = false }, 1, Noon));

    private static string? Reason(Rep rep) => AbsenceRule.ReasonToRelease(DepartmentOf(rep), 1, Noon);

    private static Department DepartmentOf(Rep rep) => new(10, 1, "Support", AssignmentStrategy.Random, ReleaseOnAbsence: true, IntakeServiceId: null, [rep]);

    private static Rep Member() => new(1, 1, "ann", "Ann", null, Active: true, MaxOpenCases: null, []);
}
