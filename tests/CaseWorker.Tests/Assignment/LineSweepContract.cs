using CaseWorker.Tests.Intake;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Assignment;

public abstract class LineSweepContract(StorageFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task Waiting_cases_are_served_oldest_first_when_a_rep_returns()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await SetSalesRepAsync(rig, """ "active": false """);
        await rig.StoreAsync(rig.Message("""{"ServiceId":3}""", "a"), rig.Message("""{"ServiceId":3}""", "b"));
        Assert.Equal([true, true], (await rig.CasesAsync(3)).Select(row => row.Waiting));
        Assert.Equal(0, await rig.Sweep.RunAsync(Cancellation));

        await SetSalesRepAsync(rig, """ "active": true, "maxOpenCases": 1 """);
        await rig.StoreAsync(rig.Message("""{"ServiceId":3}""", "c"));
        Assert.Equal(1, await rig.Sweep.RunAsync(Cancellation));
        Assert.Equal([200, null, null], (await rig.CasesAsync(3)).Select(row => row.RepId));

        await SetSalesRepAsync(rig, """ "active": true, "maxOpenCases": null """);
        Assert.Equal(2, await rig.Sweep.RunAsync(Cancellation));
        Assert.Equal([200, 200, 200], (await rig.CasesAsync(3)).Select(row => row.RepId));
        Assert.Equal(
            ["joined-line", "line"],
            await rig.QueryAsync<string>("SELECT a.Cause FROM CaseAssignment a JOIN SupportCase c ON c.CaseId = a.CaseId WHERE c.MessageKey = 'c' ORDER BY a.Ordinal"));
    }

    [Fact]
    public async Task An_absence_that_ends_by_the_clock_is_noticed()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await SetSalesRepAsync(rig, """ "outOfOffice": [ { "from": "2026-11-22T00:00:00Z", "to": "2026-11-22T13:00:00Z" } ] """);
        await rig.StoreAsync(rig.Message("""{"ServiceId":3}"""));
        Assert.Equal(0, await rig.Sweep.RunAsync(Cancellation));
        rig.Clock.SetUtcNow(Noon.AddHours(1));
        Assert.Equal(1, await rig.Sweep.RunAsync(Cancellation));
    }

    [Fact]
    public async Task New_cases_of_an_absent_rep_go_back_to_the_line_and_to_another_rep()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.StoreAsync([.. Enumerable.Range(0, 20).Select(_ => rig.Message())]);
        var before = await rig.CasesAsync(1);
        Assert.Contains(100, before.Select(row => row.RepId));
        await rig.ApplyAsync("""{ "hubs": [ { "id": 1, "name": "Main", "reps": [ { "id": 100, "userName": "ann", "departments": [10], "active": false }, { "id": 101, "userName": "bob", "departments": [10] }, { "id": 200, "userName": "cleo", "departments": [20] } ] } ] }""");
        await rig.Sweep.RunAsync(Cancellation);
        var after = await rig.CasesAsync(1);
        Assert.All(after, row => Assert.Equal(101, row.RepId));
        Assert.Equal(before.Select(row => (row.CaseId, row.Sequence)), after.Select(row => (row.CaseId, row.Sequence)));
        Assert.Contains("released-inactive", await rig.QueryAsync<string>("SELECT Cause FROM CaseAssignment"));
        Assert.Contains("CaseUnassigned", await rig.QueryAsync<string>("SELECT EventName FROM Outbox"));
    }

    [Fact]
    public async Task Open_cases_of_an_absent_rep_stay()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.StoreAsync(rig.Message("""{"ServiceId":3}"""));
        await WriteAsync(session => session.ExecuteAsync(CaseWorker.Storage.Sql.Both("UPDATE SupportCase SET Status = 'open'")));
        await SetSalesRepAsync(rig, """ "active": false """);
        Assert.Equal(0, await rig.Sweep.RunAsync(Cancellation));
        Assert.Equal(200, Assert.Single(await rig.CasesAsync(3)).RepId);
    }

    private static Task SetSalesRepAsync(IntakeRig rig, string members) => rig.ApplyAsync(
        $$"""{ "hubs": [ { "id": 1, "name": "Main", "reps": [ { "id": 200, "userName": "cleo", "departments": [20], {{members}} } ] } ] }""");
}
