using CaseWorker.Storage;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.DueDates;

/// <summary>Stages fire once, in order, whatever happens to clocks and schedulers.</summary>
public abstract class DueSweepContract(StorageFixture fixture) : StorageContract(fixture)
{
    private const string FourHours = """{ "dueAfter": "PT4H", "preOverdueBefore": "PT1H", "postOverdueAfter": "PT2H" }""";

    [Fact]
    public async Task A_case_goes_pre_due_and_post_with_a_record_a_note_and_an_event_each()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        var stored = await rig.CaseAsync(caseId);
        Assert.Equal((Noon.AddHours(3), Noon.AddHours(4), Noon.AddHours(6)), (stored.PreOverdueAt, stored.DueAt, stored.PostOverdueAt));

        Assert.Equal(0, await rig.Sweep.RunAsync(Cancellation));
        rig.Clock.SetUtcNow(Noon.AddHours(3).AddMilliseconds(700));
        Assert.Equal(1, await rig.Sweep.RunAsync(Cancellation));
        Assert.False((await rig.CaseAsync(caseId)).IsOverdue);
        rig.Clock.SetUtcNow(Noon.AddHours(4));
        Assert.Equal(1, await rig.Sweep.RunAsync(Cancellation));
        var overdue = await rig.CaseAsync(caseId);
        Assert.True(overdue.IsOverdue);
        Assert.Equal((stored.RowVersion + 2, Noon.AddHours(4)), (overdue.RowVersion, overdue.UpdatedAt));
        rig.Clock.SetUtcNow(Noon.AddHours(6).AddSeconds(3));
        Assert.Equal(1, await rig.Sweep.RunAsync(Cancellation));
        Assert.Equal(0, await rig.Sweep.RunAsync(Cancellation));

        Assert.Equal(["1 pre 700", "1 due 0", "1 post 3000 late"], await rig.FiredAsync(caseId));
        Assert.Equal(["Pre-overdue", "Overdue", "Post-overdue"], await rig.NotesAsync(caseId));
        Assert.Equal([(caseId, "CasePreOverdue"), (caseId, "CaseOverdue"), (caseId, "CasePostOverdue")], await rig.EventsAsync());
        Assert.Null((await rig.CaseAsync(caseId)).NextDueAt);
    }

    [Fact]
    public async Task Nothing_fires_a_millisecond_before_its_time()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        await rig.StoreAsync();
        rig.Clock.SetUtcNow(Noon.AddHours(3).AddMilliseconds(-1));
        Assert.Equal(0, await rig.Sweep.RunAsync(Cancellation));
        rig.Clock.SetUtcNow(Noon.AddHours(3));
        Assert.Equal(1, await rig.Sweep.RunAsync(Cancellation));
    }

    [Fact]
    public async Task A_policy_of_a_due_date_alone_has_one_stage()
    {
        var rig = await DueRig.StartAsync(Database, Noon, """{ "dueAfter": "PT4H" }""");
        var caseId = await rig.StoreAsync();
        rig.Clock.SetUtcNow(Noon.AddDays(9));
        Assert.Equal(1, await rig.Sweep.RunAsync(Cancellation));
        Assert.Equal(["Overdue"], await rig.NotesAsync(caseId));
    }

    [Fact]
    public async Task A_service_without_a_policy_and_a_case_that_is_stored_closed_have_no_due_date()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var free = await rig.StoreAsync(body: """{"ServiceId":3}""");
        var closed = await rig.StoreAsync(body: """{"ServiceId":1,"AutoClose":true}""");
        rig.Clock.SetUtcNow(Noon.AddDays(9));
        Assert.Equal(0, await rig.Sweep.RunAsync(Cancellation));
        Assert.Null((await rig.CaseAsync(free)).DueAt);
        Assert.Null((await rig.CaseAsync(closed)).DueAt);
    }

    [Fact]
    public async Task A_case_whose_stage_passed_while_it_waited_in_the_queue_fires_it_late()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync(openedAt: Noon.AddHours(-5));
        Assert.Equal(2, await rig.Sweep.RunAsync(Cancellation));
        Assert.Equal(["1 pre 7200000 late", "1 due 3600000 late"], await rig.FiredAsync(caseId));
    }

    [Fact]
    public async Task After_26_hours_without_a_scheduler_every_missed_stage_fires_once_in_order_and_late()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var ids = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(await rig.StoreAsync());
            rig.Clock.Advance(TimeSpan.FromMinutes(30));
        }

        rig.Clock.SetUtcNow(Noon.AddHours(26));
        Assert.Equal(9, await rig.Sweep.RunAsync(Cancellation));
        Assert.Equal(0, await rig.Sweep.RunAsync(Cancellation));
        Assert.Equal(
            [
                (ids[0], "CasePreOverdue"), (ids[1], "CasePreOverdue"), (ids[0], "CaseOverdue"), (ids[2], "CasePreOverdue"), (ids[1], "CaseOverdue"),
                (ids[2], "CaseOverdue"), (ids[0], "CasePostOverdue"), (ids[1], "CasePostOverdue"), (ids[2], "CasePostOverdue"),
            ],
            await rig.EventsAsync());
        Assert.Equal(["1 pre 82800000 late", "1 due 79200000 late", "1 post 72000000 late"], await rig.FiredAsync(ids[0]));
        Assert.Equal(["Pre-overdue", "Overdue", "Post-overdue"], await rig.NotesAsync(ids[2]));
    }

    [Fact]
    public async Task Two_schedulers_fire_ten_thousand_due_cases_once_each_and_in_order()
    {
        const int Cases = 10_000;
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        await rig.AddDueCasesAsync(Cases, id => Noon.AddSeconds(-(id * 7 % 1000)));
        await using var other = Database.Open(new StorageOptions { Provider = Database.Provider, ConnectionString = Database.ConnectionString });
        var fired = await Task.WhenAll(Task.Run(() => rig.Sweep.RunAsync(Cancellation)), Task.Run(() => rig.SweepOver(other).RunAsync(Cancellation)));
        Assert.Equal(Cases, fired.Sum());
        Assert.Equal(Cases, Assert.Single(await rig.Intake.QueryAsync<int>("SELECT COUNT(*) FROM CaseDueEvent")));
        Assert.Equal(
            Enumerable.Range(1, Cases).OrderBy(id => Noon.AddSeconds(-(id * 7 % 1000))).ThenBy(id => id),
            (await rig.EventsAsync()).Select(told => told.CaseId));
        Assert.Equal(Cases, Assert.Single(await rig.Intake.QueryAsync<int>("SELECT COUNT(*) FROM CaseNote WHERE Text LIKE 'Overdue%'")));
    }

    [Fact]
    public async Task A_clock_that_steps_back_an_hour_fires_nothing_twice()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        rig.Clock.SetUtcNow(Noon.AddHours(4).AddMinutes(30));
        Assert.Equal(2, await rig.Sweep.RunAsync(Cancellation));

        var back = rig.At(Noon.AddHours(3).AddMinutes(30));
        Assert.Equal(0, await back.RunAsync(Cancellation));
        Assert.Equal(0, await rig.At(Noon.AddHours(4)).RunAsync(Cancellation));
        Assert.Equal(1, await rig.At(Noon.AddHours(6)).RunAsync(Cancellation));
        Assert.Equal(["Pre-overdue", "Overdue", "Post-overdue"], await rig.NotesAsync(caseId));
        Assert.Equal(["1 pre 5400000 late", "1 due 1800000 late", "1 post 0"], await rig.FiredAsync(caseId));
    }

    [Fact]
    public async Task A_clock_that_steps_forward_a_day_and_back_again_fires_each_stage_once()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        Assert.Equal(3, await rig.At(Noon.AddDays(1)).RunAsync(Cancellation));
        var ahead = (await rig.CaseAsync(caseId)).UpdatedAt;
        foreach (var hours in new[] { 0, 3, 4, 6, 25 })
            Assert.Equal(0, await rig.At(Noon.AddHours(hours)).RunAsync(Cancellation));

        Assert.Equal(["Pre-overdue", "Overdue", "Post-overdue"], await rig.NotesAsync(caseId));
        Assert.Equal(Noon.AddDays(1), ahead);
    }

    [Fact]
    public async Task The_history_of_a_case_never_goes_back_even_when_the_clock_does()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        await rig.At(Noon.AddHours(5)).RunAsync(Cancellation);
        await WriteAsync(session => session.ExecuteAsync(Sql.Both("UPDATE SupportCase SET UpdatedAt = UpdatedAt + 36000000")));
        await rig.At(Noon.AddHours(6)).RunAsync(Cancellation);
        var notes = await rig.Intake.QueryAsync<DateTimeOffset>("SELECT At FROM CaseNote WHERE CaseId = @caseId ORDER BY NoteId", new { caseId });
        Assert.Equal(notes.Order(), notes);
        Assert.Equal(Noon.AddHours(15), (await rig.CaseAsync(caseId)).UpdatedAt);
    }

    [Fact]
    public async Task A_case_that_cannot_be_fired_has_fired_nothing_is_set_aside_for_an_hour_and_does_not_hold_up_the_others()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var before = await rig.StoreAsync(openedAt: Noon.AddMinutes(-1));
        var caseId = await rig.StoreAsync();
        var after = await rig.StoreAsync();
        rig.Clock.SetUtcNow(Noon.AddHours(4));

        // A record that is there already: the claim meets its key.
        await WriteAsync(session => CaseWorker.Storage.DueDates.DueEventStore.AddAsync(session, [new(caseId, 1, "due", 1, Noon, null, null, false)]));
        Assert.Equal(4, await rig.Sweep.RunAsync(Cancellation));
        Assert.Empty(await rig.NotesAsync(caseId));
        Assert.DoesNotContain(await rig.EventsAsync(), told => told.CaseId == caseId);
        Assert.Equal((0, Noon.AddHours(5)), await rig.CaseAsync(caseId) is var aside ? (aside.StageReached, aside.NextDueAt) : default);
        Assert.Equal(["Pre-overdue", "Overdue"], await rig.NotesAsync(before));
        Assert.Equal(["Pre-overdue", "Overdue"], await rig.NotesAsync(after));

        // Mended, it is found again, and what it missed is not lost.
        await WriteAsync(session => session.ExecuteAsync(Sql.Both("DELETE FROM CaseDueEvent WHERE CaseId = @caseId"), new { caseId }));
        rig.Clock.SetUtcNow(Noon.AddHours(5));
        Assert.Equal(2, await rig.Sweep.RunAsync(Cancellation));
        Assert.Equal(["1 pre 7200000 late", "1 due 3600000 late"], await rig.FiredAsync(caseId));
    }
}
