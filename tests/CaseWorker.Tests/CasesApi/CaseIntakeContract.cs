using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Intake;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.CasesApi;

/// <summary>The message CaseIntake (spec 5): a CaseEnqueue with the object <c>case</c>, from our gateway only.</summary>
public abstract class CaseIntakeContract(StorageFixture fixture) : StorageContract(fixture)
{
    private const string Body =
        """
        {"ServiceId":1,"Subject":"Printer","Notes":"It burns","case":{"departmentId":20,"repId":200,"status":"open","openedAt":"2014-02-14T10:00:00+00:00",
         "assignedAt":"2014-02-15T10:00:00+00:00","updatedAt":"2014-02-16T10:00:00+00:00","openedBy":"zoe@example.org","contactId":77,"companyId":88,"type":"call",
         "tags":[5,6],"history":[{"type":"call","title":"a","text":"b","at":"2014-02-15T11:00:00+00:00"}]}}
        """;

    [Fact]
    public async Task All_that_the_gateway_says_of_a_case_is_stored()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);

        await rig.StoreAsync(rig.Message(Body, caseId: 7) with { FromGateway = true });

        Assert.Equal(
            ["20 200 open 77 88 zoe@example.org call 1"],
            await rig.QueryAsync<string>("SELECT CONCAT(DepartmentId, ' ', RepId, ' ', Status, ' ', CustomerId, ' ', CompanyId, ' ', OpenedBy, ' ', CaseType, ' ', HasReplied) FROM SupportCase"));
        DateTimeOffset[] dates = [Day(14), Day(15), Day(16), Day(15).AddHours(1)];
        Assert.Equal(dates, await rig.QueryAsync<DateTimeOffset>("SELECT OpenedAt FROM SupportCase UNION ALL SELECT AssignedAt FROM SupportCase UNION ALL SELECT UpdatedAt FROM SupportCase UNION ALL SELECT FirstResponseAt FROM SupportCase"));
        Assert.Equal([5, 6], await rig.QueryAsync<int>("SELECT TagId FROM CaseTag ORDER BY TagId"));
        Assert.Equal(["opening Printer", "import a"], await rig.QueryAsync<string>("SELECT CONCAT(Origin, ' ', Title) FROM CaseNote WHERE Origin IS NOT NULL ORDER BY NoteId"));
        Assert.Equal([Noon], await rig.QueryAsync<DateTimeOffset>("SELECT FromAt FROM CasePause"));
        Assert.Equal(["explicit"], await rig.QueryAsync<string>("SELECT Strategy FROM CaseAssignment"));
    }

    [Fact]
    public async Task From_anybody_else_only_the_members_of_a_CaseEnqueue_are_read()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);

        await rig.StoreAsync(rig.Message(Body));

        Assert.Equal(["10 new"], await rig.QueryAsync<string>("SELECT CONCAT(DepartmentId, ' ', Status) FROM SupportCase WHERE CustomerId IS NULL AND OpenedBy IS NULL AND CaseType IS NULL"));
        Assert.Equal((0, 0), (await rig.CountAsync("CaseTag"), await rig.CountAsync("CasePause")));
    }

    [Fact]
    public async Task A_closed_case_passes_no_one_who_waits()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.ApplyAsync("""{ "hubs": [ { "id": 1, "name": "Main", "reps": [ { "id": 200, "userName": "cleo", "departments": [20], "maxOpenCases": 1 } ] } ] }""");

        await rig.StoreAsync(
            rig.Message("""{"ServiceId":3,"case":{"repId":200}}""") with { FromGateway = true },
            rig.Message("""{"ServiceId":3}"""),
            rig.Message("""{"ServiceId":3,"case":{"status":"closed","repId":200}}""") with { FromGateway = true },
            rig.Message("""{"ServiceId":3,"case":{"status":"closed"}}""") with { FromGateway = true });

        Assert.Equal(["new 200 False", "new  True", "closed 200 False", "closed  False"], (await rig.CasesAsync(3)).Select(row => $"{row.Status} {row.RepId} {row.Waiting}"));
        Assert.Equal([1], await rig.QueryAsync<int>("SELECT Waiting FROM Department WHERE DepartmentId = 20"));
    }

    [Theory]
    [InlineData("""{"ServiceId":1,"case":{"status":"lost"}}""", "invalid")]
    [InlineData("""{"ServiceId":1,"case":{"tags":"x"}}""", "malformed-json")]
    [InlineData("""{"ServiceId":1,"case":{"history":[{"type":"fax","text":"a"}]}}""", "invalid")]
    public async Task A_wish_that_can_not_be_is_parked_and_blocks_nobody(string body, string reason)
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);

        await rig.StoreAsync(rig.Message(body) with { FromGateway = true }, rig.Message());

        Assert.Equal([reason], (await rig.ParkedAsync()).Select(parked => parked.Reason));
        Assert.Single(await rig.CasesAsync(1));
    }

    [Fact]
    public async Task Stages_before_the_storing_of_a_case_with_a_given_opening_are_skipped()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.ApplyAsync("""{ "hubs": [ { "id": 1, "name": "Main", "services": [ { "id": 1, "name": "Billing", "departmentId": 10, "due": { "dueAfter": "PT4H", "preOverdueBefore": "PT1H", "postOverdueAfter": "P1D" } } ] } ] }""");

        await rig.StoreAsync(rig.Message("""{"ServiceId":1,"case":{"openedAt":"2026-11-22T06:00:00+00:00"}}""", caseId: 7) with { FromGateway = true });

        Assert.Equal(["due", "pre"], await rig.QueryAsync<string>("SELECT Stage FROM CaseDueEvent WHERE CaseId = 7 AND FiredAt IS NULL ORDER BY Stage"));
        Assert.Equal([Noon.AddHours(22)], await rig.QueryAsync<DateTimeOffset>("SELECT NextDueAt FROM SupportCase"));
    }

    [Fact]
    public async Task The_clock_of_a_case_that_is_stored_open_stands_still_until_it_is_new_again()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.ApplyAsync("""{ "hubs": [ { "id": 1, "name": "Main", "services": [ { "id": 1, "name": "Billing", "departmentId": 10, "due": { "dueAfter": "PT4H", "pauseWhileOpen": true } } ] } ] }""");
        await rig.StoreAsync(rig.Message("""{"ServiceId":1,"case":{"status":"open"}}""", caseId: 7) with { FromGateway = true });
        Assert.Equal([null], await rig.QueryAsync<long?>("SELECT NextDueAt FROM SupportCase WHERE NextDueAt IS NULL"));

        rig.Clock.Advance(TimeSpan.FromHours(2));
        await rig.Desk.RunAsync(new CaseTarget(7, 1, new Actor("ann")), new CaseCommand.SetStatus("new"), Cancellation);

        Assert.Equal([Noon.AddHours(6)], await rig.QueryAsync<DateTimeOffset>("SELECT DueAt FROM SupportCase"));
    }

    [Fact]
    public async Task Two_open_cases_and_many_wishes_of_one_batch_do_not_mix()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);

        await rig.StoreAsync([.. Enumerable.Range(1, 5).Select(id => rig.Message($$$"""{"ServiceId":1,"case":{"status":"open","tags":[{{{id}}}],"openedBy":"b{{{id}}}"}}""", caseId: id) with { FromGateway = true })]);

        Assert.Equal(["1 1 b1", "2 2 b2", "3 3 b3", "4 4 b4", "5 5 b5"], await rig.QueryAsync<string>("SELECT CONCAT(c.CaseId, ' ', t.TagId, ' ', c.OpenedBy) FROM SupportCase c JOIN CaseTag t ON t.CaseId = c.CaseId JOIN CasePause p ON p.CaseId = c.CaseId ORDER BY c.CaseId"));
    }

    [Fact]
    public async Task A_deleted_case_leaves_nothing_of_its_own()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.StoreAsync(rig.Message(Body, caseId: 7) with { FromGateway = true });

        await rig.Desk.RunAsync(new CaseTarget(7, 1, new Actor("ann")), new CaseCommand.Delete(null), Cancellation);

        foreach (var table in new[] { "SupportCase", "CaseTag", "CaseNote", "CasePause", "CaseEmail", "CaseListValue", "CaseRoleUser" })
            Assert.Equal((table, 0), (table, await rig.CountAsync(table)));
    }

    private static DateTimeOffset Day(int day) => new(2014, 2, day, 10, 0, 0, TimeSpan.Zero);
}
