using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Processing.DueDates;
using CaseWorker.Processing.DueDates.Explaining;
using CaseWorker.Storage;
using CaseWorker.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CaseWorker.Tests.DueDates;

/// <summary>Dates remember when they were made, and by which policy: nothing is late before it was planned, and whoever asks is told the truth of that day.</summary>
public abstract class DuePlanContract(StorageFixture fixture) : StorageContract(fixture)
{
    private const string FourHours = """{ "dueAfter": "PT4H", "preOverdueBefore": "PT1H", "postOverdueAfter": "PT2H" }""";
    private const string OneHour = """{ "dueAfter": "PT1H", "preOverdueBefore": "PT30M", "postOverdueAfter": "PT2H" }""";
    private const string NineHours = """{ "dueAfter": "PT9H", "preOverdueBefore": "PT1H" }""";

    [Fact]
    public async Task A_date_set_into_the_past_is_late_from_its_setting_on_and_the_record_keeps_both_instants()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        rig.Clock.SetUtcNow(Noon.AddHours(1));
        await rig.SetDueAsync(caseId, Noon.AddDays(-1));
        Assert.Equal(3, await rig.SweepAtAsync(Noon.AddHours(1).AddMilliseconds(400)));
        Assert.Equal(["1 pre 400", "1 due 400", "1 post 400"], await rig.FiredAsync(caseId));
        var due = (await ExplainAsync(rig, caseId)).Stages[1];
        Assert.Equal((Noon.AddDays(-1), Noon.AddHours(1), 400, false), (due.PlannedAt, due.PlanMadeAt, due.LatenessMs, due.Late));
    }

    [Fact]
    public async Task A_date_set_into_the_past_is_late_all_the_same_where_no_scheduler_runs_after_that()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        await rig.SetDueAsync(caseId, Noon.AddDays(-1));
        await rig.SweepAtAsync(Noon.AddHours(1));
        Assert.Equal(["1 pre 3600000 late", "1 due 3600000 late", "1 post 3600000 late"], await rig.FiredAsync(caseId));
    }

    [Fact]
    public async Task A_shortened_policy_is_late_from_its_change_on()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        rig.Clock.SetUtcNow(Noon.AddHours(2));
        await rig.SetPolicyAsync(OneHour);
        Assert.Equal(1, await Policies(rig).RunAsync(Cancellation));
        Assert.Equal(2, await rig.SweepAtAsync(Noon.AddHours(2).AddMilliseconds(900)));
        Assert.Equal(1, await rig.SweepAtAsync(Noon.AddHours(3).AddMilliseconds(70)));
        Assert.Equal(["1 pre 900", "1 due 900", "1 post 70"], await rig.FiredAsync(caseId));
        var stages = (await ExplainAsync(rig, caseId)).Stages;
        Assert.Equal([Noon.AddMinutes(30), Noon.AddHours(1), Noon.AddHours(3)], stages.Select(stage => stage.PlannedAt));
        Assert.Equal([Noon.AddHours(2), Noon.AddHours(2), null], stages.Select(stage => stage.PlanMadeAt));
    }

    [Fact]
    public async Task A_warning_from_before_the_opening_is_not_late_and_what_a_queue_held_up_is()
    {
        var rig = await DueRig.StartAsync(Database, Noon, """{ "dueAfter": "PT1H", "preOverdueBefore": "PT3H" }""");
        var caseId = await rig.StoreAsync();
        var heldUp = await rig.StoreAsync(openedAt: Noon.AddHours(-1.5));
        Assert.Equal(3, await rig.SweepAtAsync(Noon.AddMilliseconds(300)));
        Assert.Equal(["1 pre 300"], await rig.FiredAsync(caseId));
        Assert.Equal(["1 pre 5400300 late", "1 due 1800300 late"], await rig.FiredAsync(heldUp));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public async Task A_stage_that_came_before_the_policy_changed_fires_by_the_policy_before_and_one_that_did_not_is_planned_anew(int ms, bool hasCome)
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        await rig.SweepAtAsync(Noon.AddHours(3));
        rig.Clock.SetUtcNow(Noon.AddHours(4).AddMilliseconds(ms));
        await rig.SetPolicyAsync(NineHours);
        Assert.Equal(1, await Policies(rig).RunAsync(Cancellation));

        var after = await rig.CaseAsync(caseId);
        Assert.Equal((2, false, 0, Noon.AddHours(9), Noon.AddHours(8)), (after.Cycle, after.IsOverdue, after.StageReached, after.DueAt, after.NextDueAt));
        Assert.Equal(hasCome ? ["1 pre 0", "1 due 0"] : ["1 pre 0"], await rig.FiredAsync(caseId));
        Assert.Equal(hasCome ? ["Pre-overdue", "Overdue"] : ["Pre-overdue"], await rig.NotesAsync(caseId));
        Assert.Equal(
            hasCome ? ["CasePreOverdue", "CaseOverdue", "CaseUpdated"] : ["CasePreOverdue", "CaseUpdated"],
            await rig.Intake.QueryAsync<string>("SELECT EventName FROM Outbox WHERE CaseId = @caseId AND EventName NOT IN ('CaseCreated', 'CaseAssigned') ORDER BY OutboxId", new { caseId }));
    }

    [Fact]
    public async Task After_an_outage_every_stage_that_was_missed_fires_once_whoever_comes_first_the_sweep_or_the_changed_policy()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var ids = new List<int>();
        for (var i = 0; i < 3; i++)
            ids.Add(await rig.StoreAsync());

        rig.Clock.SetUtcNow(Noon.AddHours(5));
        await rig.SetPolicyAsync(NineHours);
        var policies = Policies(rig);
        await Task.WhenAll(Task.Run(() => policies.RunAsync(Cancellation)), Task.Run(() => rig.Sweep.RunAsync(Cancellation)));
        await policies.RunAsync(Cancellation);
        foreach (var caseId in ids)
        {
            Assert.Equal(["1 pre 7200000 late", "1 due 3600000 late"], await rig.FiredAsync(caseId));
            Assert.Equal(["Pre-overdue", "Overdue"], await rig.NotesAsync(caseId));
            Assert.Equal((2, Noon.AddHours(9)), await rig.CaseAsync(caseId) is var row ? (row.Cycle, row.DueAt) : default);
        }
    }

    [Fact]
    public async Task A_policy_that_changes_at_the_very_moment_of_a_firing_undoes_no_breach_and_doubles_none()
    {
        const int Rounds = 40;
        var rig = await DueRig.StartAsync(Database, Noon, """{ "dueAfter": "PT1H" }""");
        var policies = Policies(rig);
        for (var round = 1; round <= Rounds; round++)
        {
            var at = rig.Clock.GetUtcNow();
            var caseId = await rig.StoreAsync();
            rig.Clock.SetUtcNow(at.AddHours(1));
            await rig.SetPolicyAsync(round % 2 == 1 ? """{ "dueAfter": "PT9H" }""" : """{ "dueAfter": "PT1H" }""");
            if (round % 2 == 0)
            {
                // Cases of the long policy are not due now.
                await policies.RunAsync(Cancellation);
                continue;
            }

            Func<Task<int>>[] both = [() => policies.RunAsync(Cancellation), () => rig.Sweep.RunAsync(Cancellation)];
            await Task.WhenAll((round % 4 == 1 ? both : both.Reverse()).Select(one => Task.Run(one)).ToList());
            await policies.RunAsync(Cancellation);
            Assert.Equal(["1 due 0"], await rig.FiredAsync(caseId));
            Assert.Equal(["Overdue"], await rig.NotesAsync(caseId));
            Assert.Equal((2, false, at.AddHours(9)), await rig.CaseAsync(caseId) is var row ? (row.Cycle, row.IsOverdue, row.DueAt) : default);
            await rig.RunAsync(caseId, new CaseCommand.SetStatus("closed"));
        }
    }

    [Fact]
    public async Task A_command_to_a_case_whose_policy_has_changed_fires_what_had_come_before()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        rig.Clock.SetUtcNow(Noon.AddHours(5));
        await rig.SetPolicyAsync(NineHours);
        await rig.SetStatusAsync(caseId, "open");
        Assert.Equal(["1 pre 7200000 late", "1 due 3600000 late"], await rig.FiredAsync(caseId));
        Assert.Equal((2, Noon.AddHours(9)), await rig.CaseAsync(caseId) is var row ? (row.Cycle, row.DueAt) : default);
    }

    [Fact]
    public async Task A_closed_case_is_explained_by_the_policy_and_the_calendar_of_its_day()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        await rig.SetPolicyAsync("""{ "dueAfter": "PT4H", "calendar": "office" }""", Office("sun", "mon"));
        var caseId = await rig.StoreAsync();
        await rig.SetStatusAsync(caseId, "closed");
        Assert.True((await ExplainAsync(rig, caseId)).PolicyIsCurrent);

        await rig.SetPolicyAsync("""{ "dueAfter": "PT4H", "calendar": "office" }""", Office("mon"));
        var told = await ExplainAsync(rig, caseId);
        Assert.False(told.PolicyIsCurrent);
        Assert.Equal("PT4H", told.Policy!.Value.GetProperty("dueAfter").GetString());
        Assert.Equal(["sun", "mon"], told.Calendar!.Value.GetProperty("week").EnumerateObject().Select(day => day.Name).OrderDescending());
        Assert.Equal([Noon.AddHours(4)], told.Stages.Select(stage => stage.PlannedAt));
        Assert.Equal([new TimeSegment(Noon, Noon.AddHours(4))], told.Segments);
        Assert.Null(told.Problem);
    }

    [Fact]
    public async Task A_date_set_by_hand_keeps_the_distances_of_the_policy_of_its_day_and_is_explained_by_it()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        await rig.SetDueAsync(caseId, Noon.AddHours(20));
        await rig.SetPolicyAsync(null);
        await Policies(rig).RunAsync(Cancellation);
        var told = await ExplainAsync(rig, caseId);
        Assert.Equal((false, "PT1H"), (told.PolicyIsCurrent, told.Policy!.Value.GetProperty("preOverdueBefore").GetString()));
        Assert.Equal([Noon.AddHours(19), Noon.AddHours(20), Noon.AddHours(22)], told.Stages.Select(stage => stage.PlannedAt));
        Assert.Equal(Noon.AddHours(19), (await rig.CaseAsync(caseId)).NextDueAt);
    }

    [Fact]
    public async Task Between_the_change_of_a_policy_and_its_turn_a_case_is_explained_by_the_policy_that_still_holds_for_it()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        await rig.SetPolicyAsync(NineHours);
        Assert.Equal((false, Noon.AddHours(4)), await ExplainAsync(rig, caseId) is var before ? (before.PolicyIsCurrent, before.Stages[1].PlannedAt) : default);
        await Policies(rig).RunAsync(Cancellation);
        Assert.Equal((true, Noon.AddHours(9)), await ExplainAsync(rig, caseId) is var after ? (after.PolicyIsCurrent, after.Stages[1].PlannedAt) : default);
    }

    [Fact]
    public async Task Where_nobody_knows_the_policy_any_more_the_dates_are_told_as_they_are_and_that_they_cannot_be_explained()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        await rig.SetStatusAsync(caseId, "closed");
        await WriteAsync(session => session.ExecuteAsync(Sql.Both("UPDATE SupportCase SET DuePlannedBy = NULL")));
        await rig.SetPolicyAsync(NineHours);
        var told = await ExplainAsync(rig, caseId);
        Assert.Equal([Noon.AddHours(3), Noon.AddHours(4), Noon.AddHours(6)], told.Stages.Select(stage => stage.PlannedAt));
        Assert.Equal((null, false), (told.Policy, told.PolicyIsCurrent));
        Assert.Contains("not known any more", told.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_from_before_policies_were_kept_keeps_those_of_today_when_a_scheduler_starts()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        await WriteAsync(session => session.ExecuteAsync(Sql.Both("DELETE FROM DuePolicy")));
        await Policies(rig).RunAsync(Cancellation);
        await rig.SetStatusAsync(caseId, "closed");
        await rig.SetPolicyAsync(NineHours);
        Assert.Equal("PT4H", (await ExplainAsync(rig, caseId)).Policy!.Value.GetProperty("dueAfter").GetString());
    }

    private static string Office(params string[] days) =>
        $$"""[ { "id": "office", "zone": "UTC", "week": { {{string.Join(", ", days.Select(day => $"\"{day}\": [\"08:00-20:00\"]"))}} } } ]""";

    private static PolicySweep Policies(DueRig rig) =>
        new(rig.Intake.Database, rig.Intake.Catalogs, rig.Clock, NullLogger<PolicySweep>.Instance);

    private static async Task<DueExplanation> ExplainAsync(DueRig rig, int caseId) =>
        (await new CaseExplainer(rig.Intake.Database, rig.Intake.Catalogs, rig.Clock).FindAsync(caseId, 1, Cancellation))!;
}
