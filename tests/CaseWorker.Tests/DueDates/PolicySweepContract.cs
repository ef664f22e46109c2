using System.Text;
using CaseWorker.Processing.DueDates;
using CaseWorker.Storage;
using CaseWorker.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CaseWorker.Tests.DueDates;

/// <summary>A changed policy applies to the open cases, and does what was foretold.</summary>
public abstract class PolicySweepContract(StorageFixture fixture) : StorageContract(fixture)
{
    private const string FourHours = """{ "dueAfter": "PT4H", "preOverdueBefore": "PT1H", "postOverdueAfter": "PT2H", "pauseWhileOpen": true }""";
    private const string SixHours = """{ "dueAfter": "PT6H", "preOverdueBefore": "PT2H", "pauseWhileOpen": true }""";

    [Fact]
    public async Task A_policy_change_does_exactly_what_the_simulation_told_before()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var fresh = await rig.StoreAsync();
        var warned = await rig.StoreAsync(openedAt: Noon.AddHours(-3.5));
        var overdue = await rig.StoreAsync(openedAt: Noon.AddHours(-5));
        var longOverdue = await rig.StoreAsync(openedAt: Noon.AddHours(-50));
        var waiting = await rig.StoreAsync();
        var byHand = await rig.StoreAsync();
        var closed = await rig.StoreAsync();
        await rig.Sweep.RunAsync(Cancellation);
        await rig.SetStatusAsync(waiting, "open");
        await rig.SetStatusAsync(closed, "closed");
        await rig.SetDueAsync(byHand, Noon.AddDays(9));
        rig.Clock.Advance(TimeSpan.FromMinutes(10));

        var told = await WhatIfAsync(rig, SixHours, 100);
        Assert.Equal([fresh, warned, overdue, longOverdue, waiting], told.Items.Select(item => item.CaseId).Order());
        Assert.Equal(5, told.Count);
        Assert.Equal(Noon.AddHours(4), (await rig.CaseAsync(fresh)).DueAt);

        await rig.SetPolicyAsync(SixHours);
        Assert.Equal(5, await Policies(rig).RunAsync(Cancellation));
        foreach (var item in told.Items)
            Assert.Equal((item.CaseId, item.To), (item.CaseId, (await rig.CaseAsync(item.CaseId)).DueAt));

        Assert.Equal((1, Noon.AddHours(6), Noon.AddHours(4), null), await rig.CaseAsync(fresh) is var one ? (one.Cycle, one.DueAt, one.NextDueAt, one.PostOverdueAt) : default);
        Assert.Equal((2, Noon.AddHours(2.5)), await rig.CaseAsync(warned) is var two ? (two.Cycle, two.DueAt) : default);
        Assert.Equal((2, false, Noon.AddHours(1)), await rig.CaseAsync(overdue) is var three ? (three.Cycle, three.IsOverdue, three.DueAt) : default);
        Assert.Equal((1, true), await rig.CaseAsync(longOverdue) is var four ? (four.Cycle, four.IsOverdue) : default);
        Assert.Equal((Noon.AddHours(6), null), await rig.CaseAsync(waiting) is var five ? (five.DueAt, five.NextDueAt) : default);
        Assert.Equal(Noon.AddDays(9), (await rig.CaseAsync(byHand)).DueAt);
        Assert.Equal(Noon.AddHours(4), (await rig.CaseAsync(closed)).DueAt);
        Assert.Contains("CaseUpdated", await rig.Intake.QueryAsync<string>("SELECT EventName FROM Outbox WHERE CaseId = @fresh", new { fresh }));
        Assert.Contains(
            "Due date is 2026-11-22 18:00:00 UTC by the changed policy", await rig.Intake.QueryAsync<string>("SELECT Text FROM CaseNote WHERE CaseId = @fresh", new { fresh }));

        Assert.Equal(0, await Policies(rig).RunAsync(Cancellation));
        Assert.Equal((await WhatIfAsync(rig, SixHours, 100)).Items.Select(item => item.From), (await WhatIfAsync(rig, SixHours, 100)).Items.Select(item => item.To));
    }

    [Fact]
    public async Task A_simulation_writes_nothing_and_its_pages_join()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        for (var i = 0; i < 5; i++)
            await rig.StoreAsync();

        var ids = new List<int>();
        WhatIfPlace? place = default(WhatIfPlace);
        while (place is { } at)
        {
            var page = await WhatIfAsync(rig, SixHours, 2, at);
            ids.AddRange(page.Items.Select(item => item.CaseId));
            place = page.Next;
        }

        Assert.Equal(await rig.Intake.QueryAsync<int>("SELECT CaseId FROM SupportCase ORDER BY CaseId"), ids);
        Assert.Equal([Noon.AddHours(4)], (await rig.Intake.QueryAsync<DateTimeOffset>("SELECT DISTINCT DueAt FROM SupportCase")));
        Assert.Equal([1L], (await rig.Intake.QueryAsync<long>("SELECT DISTINCT RowVersion FROM SupportCase")));
    }

    [Fact]
    public async Task A_policy_that_is_given_or_taken_away_and_a_changed_calendar_apply_too()
    {
        var rig = await DueRig.StartAsync(Database, Noon, "null");
        var caseId = await rig.StoreAsync();
        Assert.Null((await rig.CaseAsync(caseId)).DueAt);
        var policies = Policies(rig);
        Assert.Equal(0, await policies.RunAsync(Cancellation));

        await rig.SetPolicyAsync("""{ "dueAfter": "PT4H", "calendar": "office" }""", """[ { "id": "office", "zone": "UTC", "week": { "sun": ["08:00-20:00"], "mon": ["08:00-20:00"] } } ]""");
        Assert.Equal(1, await policies.RunAsync(Cancellation));
        Assert.Equal(Noon.AddHours(4), (await rig.CaseAsync(caseId)).DueAt);

        await rig.SetPolicyAsync("""{ "dueAfter": "PT4H", "calendar": "office" }""", """[ { "id": "office", "zone": "UTC", "week": { "mon": ["08:00-20:00"] } } ]""");
        Assert.Equal(1, await policies.RunAsync(Cancellation));
        Assert.Equal(Noon.AddHours(24), (await rig.CaseAsync(caseId)).DueAt);

        await rig.SetPolicyAsync(null);
        Assert.Equal(1, await policies.RunAsync(Cancellation));
        Assert.Null((await rig.CaseAsync(caseId)).DueAt);
        Assert.Equal(0, await policies.RunAsync(Cancellation));
    }

    [Fact]
    public async Task More_cases_than_one_step_takes_are_all_made_anew_and_a_stopped_run_is_gone_on_with()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        await rig.Intake.StoreAsync([.. Enumerable.Range(1, 700).Select(id => rig.Intake.Message(caseId: id))]);
        await rig.SetPolicyAsync(SixHours);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Policies(rig).RunAsync(stop.Token));
        var policies = Policies(rig);
        Assert.Equal(700, await policies.RunAsync(Cancellation));
        Assert.Equal([Noon.AddHours(6)], await rig.Intake.QueryAsync<DateTimeOffset>("SELECT DISTINCT DueAt FROM SupportCase"));

        // One that was stored by the policy before, by a transaction that took long.
        await WriteAsync(session => session.ExecuteAsync(Sql.Both("UPDATE SupportCase SET DuePolicyMark = 7 WHERE CaseId = 5")));
        Assert.Equal(1, await policies.RunAsync(Cancellation));
        Assert.Equal(0, await policies.RunAsync(Cancellation));
    }

    private static PolicySweep Policies(DueRig rig) =>
        new(rig.Intake.Database, rig.Intake.Catalogs, rig.Clock, NullLogger<PolicySweep>.Instance);

    private static async Task<WhatIfPage> WhatIfAsync(DueRig rig, string policy, int top, WhatIfPlace after = default) =>
        (await new WhatIf(rig.Intake.Database, rig.Intake.Catalogs, rig.Clock).ReadAsync(1, 1, Encoding.UTF8.GetBytes(policy), after, top, CancellationToken.None))!;
}
