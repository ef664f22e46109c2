using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.DueDates;

/// <summary>What people do to a case moves its stages, and never both fires and removes one.</summary>
public abstract class DueCommandContract(StorageFixture fixture) : StorageContract(fixture)
{
    private const string FourHours = """{ "dueAfter": "PT4H", "preOverdueBefore": "PT1H", "postOverdueAfter": "PT2H", "pauseWhileOpen": true }""";

    [Fact]
    public async Task Closing_removes_what_is_pending_and_reopening_begins_a_new_cycle_with_the_old_breaches_kept()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        await rig.SweepAtAsync(Noon.AddHours(4));
        await rig.SetStatusAsync(caseId, "closed");
        Assert.Equal(0, await rig.SweepAtAsync(Noon.AddHours(10)));
        Assert.True((await rig.CaseAsync(caseId)).IsOverdue);

        await rig.SetStatusAsync(caseId, "new");
        var reopened = await rig.CaseAsync(caseId);
        Assert.Equal((2, false, Noon.AddHours(14), Noon.AddHours(13)), (reopened.Cycle, reopened.IsOverdue, reopened.DueAt, reopened.NextDueAt));
        Assert.Equal(3, await rig.SweepAtAsync(Noon.AddHours(16)));
        Assert.Equal(["1 pre 3600000 late", "1 due 0", "2 pre 10800000 late", "2 due 7200000 late", "2 post 0"], await rig.FiredAsync(caseId));
        Assert.Equal(["Pre-overdue", "Overdue", "Pre-overdue", "Overdue", "Post-overdue"], await rig.NotesAsync(caseId));
    }

    [Fact]
    public async Task While_a_case_is_open_nothing_fires_and_then_what_is_left_moves_by_the_pause()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        Assert.Equal(1, await rig.SweepAtAsync(Noon.AddHours(3)));
        rig.Clock.SetUtcNow(Noon.AddHours(3.5));
        await rig.SetStatusAsync(caseId, "open");
        Assert.Equal(0, await rig.SweepAtAsync(Noon.AddHours(30)));
        await rig.SetStatusAsync(caseId, "new");
        var back = await rig.CaseAsync(caseId);
        Assert.Equal((1, Noon.AddHours(3), Noon.AddHours(30.5), Noon.AddHours(32.5)), (back.Cycle, back.PreOverdueAt, back.DueAt, back.PostOverdueAt));
        Assert.Equal(0, await rig.SweepAtAsync(Noon.AddHours(30.4)));
        Assert.Equal(2, await rig.SweepAtAsync(Noon.AddHours(32.5)));
        Assert.Equal(["Pre-overdue", "Overdue", "Post-overdue"], await rig.NotesAsync(caseId));
    }

    [Fact]
    public async Task A_stage_that_was_missed_before_the_pause_fires_during_it()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        rig.Clock.SetUtcNow(Noon.AddHours(3.5));
        await rig.SetStatusAsync(caseId, "open");
        Assert.Equal(1, await rig.SweepAtAsync(Noon.AddHours(30)));
        Assert.Equal(["Pre-overdue"], await rig.NotesAsync(caseId));
    }

    [Fact]
    public async Task A_date_set_by_hand_takes_its_stages_along_and_null_takes_them_away()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        await rig.SetDueAsync(caseId, Noon.AddHours(10));
        var moved = await rig.CaseAsync(caseId);
        Assert.Equal((1, Noon.AddHours(9), Noon.AddHours(12), Noon.AddHours(9)), (moved.Cycle, moved.PreOverdueAt, moved.PostOverdueAt, moved.NextDueAt));
        Assert.Equal(2, await rig.SweepAtAsync(Noon.AddHours(10)));

        await rig.SetDueAsync(caseId, Noon.AddHours(20));
        var anew = await rig.CaseAsync(caseId);
        Assert.Equal((2, false, Noon.AddHours(19)), (anew.Cycle, anew.IsOverdue, anew.NextDueAt));
        await rig.SetDueAsync(caseId, null);
        Assert.Equal(0, await rig.SweepAtAsync(Noon.AddHours(99)));
        Assert.Null((await rig.CaseAsync(caseId)).PreOverdueAt);
        Assert.Equal(["1 pre 3600000 late", "1 due 0"], await rig.FiredAsync(caseId));
    }

    [Fact]
    public async Task A_case_that_is_deleted_takes_its_records_along()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        await rig.SweepAtAsync(Noon.AddHours(5));
        await rig.RunAsync(caseId, new CaseCommand.Delete(null));
        Assert.Empty(await rig.FiredAsync(caseId));
        Assert.Equal(0, await rig.SweepAtAsync(Noon.AddHours(50)));
    }

    [Fact]
    public async Task A_stage_whose_time_passed_without_a_scheduler_fires_before_the_case_is_closed()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        var version = (await rig.CaseAsync(caseId)).RowVersion;
        rig.Clock.SetUtcNow(Noon.AddHours(5));
        await rig.SetStatusAsync(caseId, "closed");
        Assert.Equal(0, await rig.SweepAtAsync(Noon.AddHours(10)));

        var closed = await rig.CaseAsync(caseId);
        Assert.Equal((true, 2, null, version + 1), (closed.IsOverdue, closed.StageReached, closed.NextDueAt, closed.RowVersion));
        Assert.Equal(["1 pre 7200000 late", "1 due 3600000 late"], await rig.FiredAsync(caseId));
        Assert.Equal(["Pre-overdue", "Overdue"], await rig.NotesAsync(caseId));
        Assert.Equal(["CaseCreated", "CasePreOverdue", "CaseOverdue", "CaseClosed"], await ToldAsync(rig, caseId));
    }

    [Fact]
    public async Task A_stage_whose_time_passed_without_a_scheduler_fires_before_the_case_gets_another_date_and_that_begins_a_cycle()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        rig.Clock.SetUtcNow(Noon.AddHours(5));
        await rig.SetDueAsync(caseId, Noon.AddHours(20));
        var moved = await rig.CaseAsync(caseId);
        Assert.Equal((2, false, 0, Noon.AddHours(19)), (moved.Cycle, moved.IsOverdue, moved.StageReached, moved.NextDueAt));
        Assert.Equal(["1 pre 7200000 late", "1 due 3600000 late"], await rig.FiredAsync(caseId));
        Assert.Equal(3, await rig.SweepAtAsync(Noon.AddHours(22)));
    }

    [Fact]
    public async Task A_stage_whose_time_passed_without_a_scheduler_is_told_before_the_case_is_deleted()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        rig.Clock.SetUtcNow(Noon.AddHours(5));
        await rig.RunAsync(caseId, new CaseCommand.Delete(null));
        Assert.Equal(["CasePreOverdue", "CaseOverdue", "CaseDeleted"], (await ToldAsync(rig, caseId)).TakeLast(3));
        Assert.Empty(await rig.FiredAsync(caseId));
    }

    [Fact]
    public async Task Closing_against_firing_a_thousand_times_has_one_outcome_each_and_the_history_tells_it()
    {
        const int Cases = 1000;
        var rig = await DueRig.StartAsync(Database, Noon, """{ "dueAfter": "PT1H" }""");
        foreach (var ids in Enumerable.Range(1, Cases).Chunk(250))
            await rig.Intake.StoreAsync([.. ids.Select(id => rig.Intake.Message(caseId: id) with { AcceptedAt = Noon.AddMilliseconds(id) })]);

        foreach (var id in Enumerable.Range(1, Cases))
            await RaceAsync(rig, id, () => rig.SetStatusAsync(id, "closed"));

        var rows = await rig.Intake.QueryAsync<Outcome>(
            """
            SELECT c.CaseId, c.Status, c.IsOverdue, c.NextDueAt,
                (SELECT COUNT(*) FROM CaseDueEvent e WHERE e.CaseId = c.CaseId) AS Records,
                (SELECT COUNT(*) FROM CaseNote n WHERE n.CaseId = c.CaseId AND n.Text LIKE 'Overdue%') AS Notes,
                (SELECT COUNT(*) FROM Outbox o WHERE o.CaseId = c.CaseId AND o.EventName = 'CaseOverdue') AS Events,
                (SELECT MAX(OutboxId) FROM Outbox o WHERE o.CaseId = c.CaseId AND o.EventName = 'CaseOverdue') AS FiredId,
                (SELECT MAX(OutboxId) FROM Outbox o WHERE o.CaseId = c.CaseId AND o.EventName = 'CaseClosed') AS ClosedId
            FROM SupportCase c
            """);
        Assert.Equal(Cases, rows.Count);
        var count = rows.Sum(row => row.Records);
        Assert.All(rows, row =>
        {
            Assert.Equal(("closed", null), (row.Status, row.NextDueAt));
            Assert.Equal(row.IsOverdue ? (1, 1, 1) : (0, 0, 0), (row.Records, row.Notes, row.Events));

            // What fired did so before the closing, never after.
            Assert.True(row.FiredId is null || row.FiredId < row.ClosedId);
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{count} fired before they were closed, {Cases - count} were closed before");
    }

    [Fact]
    public async Task A_date_set_at_the_very_moment_of_the_firing_comes_before_it_or_after_it_and_begins_a_cycle_accordingly()
    {
        const int Rounds = 100;
        var rig = await DueRig.StartAsync(Database, Noon, """{ "dueAfter": "PT1H" }""");
        await rig.Intake.StoreAsync([.. Enumerable.Range(1, Rounds).Select(id => rig.Intake.Message(caseId: id) with { AcceptedAt = Noon.AddMilliseconds(id) })]);
        foreach (var id in Enumerable.Range(1, Rounds))
            await RaceAsync(rig, id, () => rig.SetDueAsync(id, Noon.AddDays(1)));

        for (var id = 1; id <= Rounds; id++)
        {
            var row = await rig.CaseAsync(id);
            Assert.Equal((Noon.AddDays(1), Noon.AddDays(1), false), (row.DueAt, row.NextDueAt, row.IsOverdue));
            Assert.Equal(row.Cycle == 2 ? ["Overdue"] : [], await rig.NotesAsync(id));
            Assert.Equal(row.Cycle == 2 ? ["1 due 0"] : [], await rig.FiredAsync(id));
        }
    }

    [Fact]
    public async Task A_case_that_is_opened_at_the_very_moment_of_the_firing_has_fired_once_since_the_moment_came()
    {
        const int Rounds = 100;
        var rig = await DueRig.StartAsync(Database, Noon, """{ "dueAfter": "PT1H", "postOverdueAfter": "PT0.001S", "pauseWhileOpen": true }""");
        await rig.Intake.StoreAsync([.. Enumerable.Range(1, Rounds).Select(id => rig.Intake.Message(caseId: id) with { AcceptedAt = Noon.AddMilliseconds(id) })]);
        foreach (var id in Enumerable.Range(1, Rounds))
            await RaceAsync(rig, id, () => rig.SetStatusAsync(id, "open"));

        await rig.SweepAtAsync(Noon.AddDays(1));
        for (var id = 1; id <= Rounds; id++)
        {
            Assert.Equal((true, null), await rig.CaseAsync(id) is var row ? (row.IsOverdue, row.NextDueAt) : default);
            Assert.Equal(["Overdue"], await rig.NotesAsync(id));
        }
    }

    private static Task<List<string>> ToldAsync(DueRig rig, int caseId) =>
        rig.Intake.QueryAsync<string>("SELECT EventName FROM Outbox WHERE CaseId = @caseId AND EventName NOT LIKE '%ssigned' ORDER BY OutboxId", new { caseId });

    // The clock shows the due instant of the case with this id.
    private static async Task RaceAsync(DueRig rig, int id, Func<Task> command)
    {
        rig.Clock.SetUtcNow(Noon.AddHours(1).AddMilliseconds(id));
        using var start = new Barrier(2);
        Func<Task>[] both =
        [
            async () =>
            {
                start.SignalAndWait();

                // The sweep looks before it writes; without such looks the command would be first too often.
                for (var look = 0; look < id % 8; look++)
                    await rig.CaseAsync(id);
                await command();
            },
            () =>
            {
                start.SignalAndWait();
                return rig.Sweep.RunAsync(Cancellation);
            },
        ];

        // Who comes last to the barrier goes on first.
        await Task.WhenAll((id % 2 == 0 ? both : both.Reverse()).Select(Task.Run).ToList());
    }

    private sealed record Outcome
    {
        public int CaseId { get; init; }
        public string Status { get; init; } = "";
        public bool IsOverdue { get; init; }
        public DateTimeOffset? NextDueAt { get; init; }
        public int Records { get; init; }
        public int Notes { get; init; }
        public int Events { get; init; }
        public long? FiredId { get; init; }
        public long? ClosedId { get; init; }
    }
}
