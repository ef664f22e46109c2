using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Cases.Commands;

public abstract class StatusCommandContract(StorageFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task Closing_records_when_and_by_whom_and_is_told()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        room.Rig.Clock.Advance(TimeSpan.FromMinutes(5));

        var result = await room.SetStatusAsync(7, "closed");

        Assert.Equal(new CaseResult.Done(2, true, Noon.AddMinutes(5)), result);
        var row = await room.StateAsync(7);
        Assert.Equal(("closed", 200, 2L), (row.Status, row.RepId, row.RowVersion));
        Assert.Equal(
            (Noon.AddMinutes(5), Noon.AddMinutes(5), Noon.AddMinutes(5), Noon.AddMinutes(5)),
            (row.ClosedAt, row.FirstResponseAt, row.LastResponseAt, row.UpdatedAt));
        Assert.Equal("Closed by web", (await room.NotesAsync(7))[^1]);
        Assert.Equal(["CaseCreated", "CaseAssigned", "CaseClosed"], await room.EventsAsync(7));
        Assert.Equal("""web closed 200""", await DescribeAsync(room));

        static async Task<string> DescribeAsync(CommandRoom room)
        {
            var told = await room.LastEventAsync(7);
            return $"{told.GetProperty("by").GetString()} {told.GetProperty("status").GetString()} {told.GetProperty("repId").GetInt32()}";
        }
    }

    [Theory]
    [InlineData("new")]
    [InlineData("open")]
    [InlineData("closed")]
    public async Task A_status_that_the_case_has_already_changes_nothing(string status)
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        await room.SetStatusAsync(7, status);
        var (row, events, notes) = (await room.StateAsync(7), await room.EventsAsync(7), await room.NotesAsync(7));
        room.Rig.Clock.Advance(TimeSpan.FromMinutes(5));

        var result = await room.SetStatusAsync(7, status);

        Assert.Equal(new CaseResult.Done(row.RowVersion, false, Noon.AddMinutes(5)), result);
        Assert.Equal(row, await room.StateAsync(7));
        Assert.Equal(events, await room.EventsAsync(7));
        Assert.Equal(notes, await room.NotesAsync(7));
    }

    [Fact]
    public async Task The_time_in_which_a_case_is_open_is_recorded_as_a_pause()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        await room.SetStatusAsync(7, "open");
        Assert.Equal((Noon, null), (Assert.Single(await room.PausesAsync(7)).FromAt, (await room.PausesAsync(7))[0].ToAt));

        room.Rig.Clock.Advance(TimeSpan.FromHours(1));
        await room.SetStatusAsync(7, "new");
        room.Rig.Clock.Advance(TimeSpan.FromHours(1));
        await room.SetStatusAsync(7, "open");
        room.Rig.Clock.Advance(TimeSpan.FromHours(1));
        await room.SetStatusAsync(7, "closed");

        Assert.Equal(
            [(Noon, Noon.AddHours(1)), (Noon.AddHours(2), Noon.AddHours(3))],
            (await room.PausesAsync(7)).Select(pause => (pause.FromAt, pause.ToAt!.Value)));
        Assert.Equal(
            ["CaseCreated", "CaseAssigned", "CaseUpdated", "CaseUpdated", "CaseUpdated", "CaseClosed"],
            await room.EventsAsync(7));
        Assert.Contains("Status changed to open by web", await room.NotesAsync(7));
    }

    [Fact]
    public async Task A_pause_without_length_leaves_nothing()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        foreach (var status in new[] { "open", "new", "open", "new" })
            await room.SetStatusAsync(7, status);

        Assert.Empty(await room.PausesAsync(7));
        Assert.Equal(5, (await room.StateAsync(7)).RowVersion);
    }

    [Fact]
    public async Task Reopening_begins_a_new_cycle_and_keeps_an_eligible_rep()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        await room.SetStatusAsync(7, "closed");
        room.Rig.Clock.Advance(TimeSpan.FromHours(1));

        await room.RunAsync(7, new CaseCommand.Reopen());

        var row = await room.StateAsync(7);
        Assert.Equal(("new", 200, 2, null), (row.Status, row.RepId, row.Cycle, row.ClosedAt));
        Assert.Equal(Noon, row.AssignedAt);
        Assert.Equal(["CaseCreated", "CaseAssigned", "CaseClosed", "CaseReopened"], await room.EventsAsync(7));
        Assert.Equal(["intake", "reopened"], await room.CausesAsync(7));
        Assert.Equal("Reopened by web", (await room.NotesAsync(7))[^1]);
        Assert.Equal(2, (await room.LastEventAsync(7)).GetProperty("cycle").GetInt32());
    }

    [Fact]
    public async Task Reopening_gives_the_case_to_another_rep_when_its_own_is_not_eligible()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7, """{"ServiceId":1}""");
        var first = (await room.StateAsync(7)).RepId!.Value;
        await room.SetStatusAsync(7, "closed");
        await room.Rig.ApplyAsync($$"""{ "hubs": [ { "id": 1, "name": "Main", "reps": [ { "id": {{first}}, "userName": "r{{first}}", "active": false } ] } ] }""");

        await room.RunAsync(7, new CaseCommand.Reopen());

        var row = await room.StateAsync(7);
        Assert.Equal(first == 100 ? 101 : 100, row.RepId);
        Assert.Equal(["CaseCreated", "CaseAssigned", "CaseClosed", "CaseReopened", "CaseAssigned"], await room.EventsAsync(7));
        Assert.Equal(first, (await room.LastEventAsync(7)).GetProperty("previousRepId").GetInt32());
        Assert.Equal(["intake", "reopened"], await room.CausesAsync(7));
    }

    [Fact]
    public async Task A_reopened_case_for_which_nobody_is_there_waits_and_is_served()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        await room.SetStatusAsync(7, "closed");
        await room.SetSalesRepAsync(""" "active": false """);

        await room.RunAsync(7, new CaseCommand.Reopen());

        var row = await room.StateAsync(7);
        Assert.Equal((true, null, null), (row.Waiting, row.RepId, row.AssignedAt));
        Assert.Equal(1, await room.WaitingAsync(20));
        Assert.Equal("CaseUnassigned", (await room.EventsAsync(7))[^1]);
        Assert.Equal("Released from cleo: not-eligible", (await room.NotesAsync(7))[^1]);

        await room.SetSalesRepAsync(""" "active": true """);
        Assert.Equal(1, await room.Rig.Sweep.RunAsync(Cancellation));
        Assert.Equal(200, (await room.StateAsync(7)).RepId);
        Assert.Equal(0, await room.WaitingAsync(20));
    }

    [Fact]
    public async Task A_closed_case_leaves_the_line()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.SetSalesRepAsync(""" "active": false """);
        await room.StoreAsync(7);
        await room.StoreAsync(8);
        Assert.Equal(2, await room.WaitingAsync(20));

        await room.SetStatusAsync(7, "closed");

        Assert.Equal(1, await room.WaitingAsync(20));
        Assert.False((await room.StateAsync(7)).Waiting);
        await room.SetSalesRepAsync(""" "active": true """);
        Assert.Equal(1, await room.Rig.Sweep.RunAsync(Cancellation));
        Assert.Null((await room.StateAsync(7)).RepId);
        Assert.Equal(200, (await room.StateAsync(8)).RepId);
    }

    [Fact]
    public async Task A_closed_case_frees_the_cap_of_its_rep_for_the_one_that_waits()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.SetSalesRepAsync(""" "maxOpenCases": 1 """);
        await room.StoreAsync(7);
        await room.StoreAsync(8);
        Assert.Equal(0, await room.Rig.Sweep.RunAsync(Cancellation));

        await room.SetStatusAsync(7, "closed");

        Assert.Equal(1, await room.Rig.Sweep.RunAsync(Cancellation));
        Assert.Equal(200, (await room.StateAsync(8)).RepId);
        await room.RunAsync(7, new CaseCommand.Reopen());
        Assert.True((await room.StateAsync(7)).Waiting);
    }

    [Theory]
    [InlineData(""" "active": false """, "inactive")]
    [InlineData(""" "departments": [10] """, "not-a-member")]
    [InlineData(""" "outOfOffice": [ { "from": "2026-11-22T00:00:00Z", "to": "2026-11-23T00:00:00Z" } ] """, "out-of-office")]
    public async Task An_open_case_of_an_absent_rep_is_released_when_it_becomes_new(string members, string reason)
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        await room.SetStatusAsync(7, "open");
        await room.SetSalesRepAsync(members);
        await room.Rig.Sweep.RunAsync(Cancellation);
        Assert.Equal(200, (await room.StateAsync(7)).RepId);

        await room.SetStatusAsync(7, "new");

        var row = await room.StateAsync(7);
        Assert.Equal((true, null), (row.Waiting, row.RepId));
        Assert.Equal(1, await room.WaitingAsync(20));
        Assert.Equal(["intake", "released-" + reason], await room.CausesAsync(7));
        Assert.Equal(["CaseUpdated", "CaseUnassigned"], (await room.EventsAsync(7)).TakeLast(2));
    }

    [Fact]
    public async Task What_was_stored_closed_gets_a_rep_when_it_is_reopened()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7, """{"ServiceId":3,"AutoClose":true}""");

        await room.SetStatusAsync(7, "open");

        var row = await room.StateAsync(7);
        Assert.Equal(("open", 200, 2), (row.Status, row.RepId, row.Cycle));
        Assert.Equal(["CaseCreated", "CaseClosed", "CaseReopened", "CaseAssigned"], await room.EventsAsync(7));
        Assert.Single(await room.PausesAsync(7));
    }

    [Fact]
    public async Task The_history_never_goes_back_when_the_clock_does()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        room.Rig.Clock.Advance(TimeSpan.FromHours(1));
        await room.SetStatusAsync(7, "open");
        room.Rig.Clock.AdjustTime(Noon);

        await room.SetStatusAsync(7, "closed");

        var row = await room.StateAsync(7);
        Assert.Equal((Noon.AddHours(1), Noon.AddHours(1)), (row.UpdatedAt, row.ClosedAt));
    }
}
