using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Storage;
using CaseWorker.Storage.Cases;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Cases.Commands;

public abstract class ChangeCommandContract(StorageFixture fixture) : StorageContract(fixture)
{
    private static readonly Sql AddBlock = Sql.Both("INSERT INTO IdBlock (FirstId, LastId, Owner, TakenAt) VALUES (5001, 6000, 'gateway', @at)");

    [Fact]
    public async Task A_note_is_added_and_told_with_its_id()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);

        var done = Assert.IsType<CaseResult.Done>(await room.RunAsync(7, new CaseCommand.AddNote("note", "Title", "😀 text")));

        var note = (await ReadAsync(session => CaseReader.ListNotesAsync(session, 7, 1, 0, 10)))[^1];
        Assert.Equal(new CaseNoteRow { NoteId = done.NoteId!.Value, At = Noon, Author = "web", System = false, Type = "note", Title = "Title", Text = "😀 text" }, note);
        var told = await room.LastEventAsync(7);
        Assert.Equal(("CaseNoteAdded", done.NoteId, "note"), (told.GetProperty("name").GetString(), told.GetProperty("noteId").GetInt64(), told.GetProperty("noteType").GetString()));
        var row = await room.StateAsync(7);
        Assert.Equal((null, null, 2L), (row.FirstResponseAt, row.LastResponseAt, row.RowVersion));
    }

    [Fact]
    public async Task The_first_call_or_email_of_a_rep_is_the_first_response_and_the_latest_the_last()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        room.Rig.Clock.Advance(TimeSpan.FromHours(1));
        await room.SetStatusAsync(7, "open");
        Assert.Equal(Noon.AddHours(1), (await room.StateAsync(7)).FirstResponseAt);

        await room.RunAsync(7, new CaseCommand.AddNote("email", null, "from the customer"));
        Assert.Equal(Noon.AddHours(1), (await room.StateAsync(7)).FirstResponseAt);
        await room.RunAsync(7, new CaseCommand.AddNote("email", null, "from the rep") { At = Noon.AddMinutes(20) }, repId: 200);
        await room.RunAsync(7, new CaseCommand.AddNote("call", null, "a call") { At = Noon.AddMinutes(40) });
        await room.SetStatusAsync(7, "closed");

        var row = await room.StateAsync(7);
        Assert.Equal((Noon.AddMinutes(20), Noon.AddMinutes(40)), (row.FirstResponseAt, row.LastResponseAt));
        Assert.Equal([200], await room.Rig.QueryAsync<int>("SELECT RepId FROM CaseNote WHERE CaseId = 7 AND RepId IS NOT NULL"));
    }

    [Fact]
    public async Task Tagging_twice_and_untagging_twice_is_done_once()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);

        Assert.True(Done(await room.RunAsync(7, new CaseCommand.Tag(5))).HasChanged);
        Assert.False(Done(await room.RunAsync(7, new CaseCommand.Tag(5))).HasChanged);
        Assert.Equal([5], (await ReadAsync(session => CaseTagStore.ListAsync(session, [7]))).Select(row => row.TagId));
        Assert.True(Done(await room.RunAsync(7, new CaseCommand.Untag(5))).HasChanged);
        Assert.False(Done(await room.RunAsync(7, new CaseCommand.Untag(5))).HasChanged);

        Assert.Equal(["CaseCreated", "CaseAssigned", "CaseUpdated", "CaseUpdated"], await room.EventsAsync(7));
        Assert.Equal(["Tagged vip by web", "Tag vip removed by web"], (await room.NotesAsync(7)).TakeLast(2));
    }

    [Fact]
    public async Task A_tag_that_the_hub_does_not_have_is_refused_and_leaves_nothing()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);

        Assert.Equal("tagId", Assert.IsType<CaseResult.Refused>(await room.RunAsync(7, new CaseCommand.Tag(6))).Field);
        Assert.Equal("tagId", Assert.IsType<CaseResult.Refused>(await room.RunAsync(7, new CaseCommand.Untag(6))).Field);
        Assert.Equal(0, await room.Rig.CountAsync("CaseTag"));
    }

    [Fact]
    public async Task An_update_changes_all_it_names_in_one_version()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7, """{"ServiceId":1,"Subject":"Printer"}""");
        var other = (await room.StateAsync(7)).RepId == 100 ? 101 : 100;

        await room.RunAsync(7, new CaseCommand.Update
        {
            Subject = new("Scanner"),
            WorkflowId = new(543),
            Cost = new(12.5m),
            DueAt = new(Noon.AddDays(1)),
            RepId = new(other),
            Status = new("closed"),
        });

        var row = await room.StateAsync(7);
        Assert.Equal(("Scanner", 543, "12.5000", Noon.AddDays(1), true), (row.Subject, row.WorkflowId, row.Cost, row.DueAt, row.IsDueByHand));
        Assert.Equal((other, "closed", 2L), (row.RepId, row.Status, row.RowVersion));
        Assert.Equal(["CaseUpdated", "CaseAssigned", "CaseClosed"], (await room.EventsAsync(7)).TakeLast(3));
        Assert.Equal("manual", (await room.CausesAsync(7))[^1]);
        Assert.Equal(
            ["Changed by web: subject, workflowId, cost", "Due date set to 2026-11-23 12:00:00 UTC by web"],
            (await room.NotesAsync(7)).Skip(2).Take(2));
    }

    [Fact]
    public async Task An_update_that_says_what_is_so_already_changes_nothing()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        var command = new CaseCommand.Update { Subject = new("Printer"), WorkflowId = new(543), Cost = new(12.5m), DueAt = new(null), RepId = new(200), Status = new("new") };
        Assert.True(Done(await room.RunAsync(7, command)).HasChanged);

        Assert.False(Done(await room.RunAsync(7, command with { Cost = new(12.50m) })).HasChanged);
        Assert.False((await room.StateAsync(7)).IsDueByHand);
    }

    [Fact]
    public async Task A_due_date_can_be_taken_away_by_hand()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        await room.RunAsync(7, new CaseCommand.Update { DueAt = new(Noon.AddDays(1).AddTicks(1)) });
        Assert.Equal(Noon.AddDays(1), (await room.StateAsync(7)).DueAt);

        await room.RunAsync(7, new CaseCommand.Update { DueAt = new(null) });

        Assert.Equal((null, true), ((await room.StateAsync(7)).DueAt, (await room.StateAsync(7)).IsDueByHand));
        Assert.Equal("Due date removed by web", (await room.NotesAsync(7))[^1]);
        Assert.Equal("""["dueAt"]""", (await room.LastEventAsync(7)).GetProperty("changed").GetRawText());
    }

    [Fact]
    public async Task What_can_not_be_is_refused_and_changes_nothing()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        CaseCommand[] commands =
        [
            new CaseCommand.SetStatus("done"),
            new CaseCommand.AddNote("fax", null, "text"),
            new CaseCommand.AddNote("note", null, ""),
            new CaseCommand.AddNote("note", new string('x', 1001), "text"),
            new CaseCommand.AddNote("note", null, "\0"),
            new CaseCommand.Update { Subject = new(" ") },
            new CaseCommand.Update { Subject = new(null) },
            new CaseCommand.Update { Cost = new(1.00001m) },
            new CaseCommand.Update { WorkflowId = new(1) },
            new CaseCommand.Update { RepId = new(100), Subject = new("Scanner") },
            new CaseCommand.Update { RepId = new(999) },
            new CaseCommand.Delete(new string('x', 1001)),
        ];

        foreach (var command in commands)
            Assert.IsType<CaseResult.Refused>(await room.RunAsync(7, command));

        Assert.Equal(1, (await room.StateAsync(7)).RowVersion);
        Assert.Equal(2, (await room.EventsAsync(7)).Count);
    }

    [Fact]
    public async Task A_command_for_another_version_is_stale_and_does_nothing()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        await room.SetStatusAsync(7, "open");

        Assert.Equal(new CaseResult.Stale(2), await room.RunAsync(7, new CaseCommand.SetStatus("closed"), versions: [1]));
        Assert.Equal(new CaseResult.Stale(2), await room.RunAsync(7, new CaseCommand.AddNote("note", null, "text"), versions: []));
        Assert.Equal("open", (await room.StateAsync(7)).Status);
        Assert.Equal(3, Done(await room.RunAsync(7, new CaseCommand.SetStatus("closed"), versions: [1, 2])).Version);
    }

    [Fact]
    public async Task A_case_of_another_hub_is_not_found_whatever_the_command()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        CaseCommand[] commands =
        [
            new CaseCommand.SetStatus("closed"),
            new CaseCommand.Reopen(),
            new CaseCommand.Transfer(30, null),
            new CaseCommand.AddNote("note", null, "text"),
            new CaseCommand.Tag(5),
            new CaseCommand.Untag(5),
            new CaseCommand.Update { Subject = new("Scanner") },
            new CaseCommand.Delete(null),
        ];

        foreach (var command in commands)
            Assert.IsType<CaseResult.NotFound>(await room.RunAsync(7, command, hubId: 2));

        Assert.Equal(1, (await room.StateAsync(7)).RowVersion);
    }

    [Fact]
    public async Task What_is_not_stored_yet_is_told_from_what_never_was()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await WriteAsync(session => session.ExecuteAsync(AddBlock, new { at = Noon }));
        await room.Rig.StoreAsync(room.Rig.Message("""{"ServiceId":2,"CustomerId":"x"}""", caseId: 9) with { HubId = 1 });

        Assert.IsType<CaseResult.NotStoredYet>(await room.SetStatusAsync(5500, "closed"));
        Assert.IsType<CaseResult.NotFound>(await room.SetStatusAsync(6001, "closed"));
        Assert.IsType<CaseResult.Parked>(await room.SetStatusAsync(9, "closed"));
    }

    [Fact]
    public async Task A_deleted_case_leaves_a_tombstone_that_the_proof_and_deduplication_count()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        var message = room.Rig.Message("""{"ServiceId":3,"CustomProperties":{"k":"v"}}""", caseId: 7);
        await room.Rig.StoreAsync(message);
        await room.RunAsync(7, new CaseCommand.Tag(5));
        room.Rig.Clock.Advance(TimeSpan.FromHours(1));
        await room.SetStatusAsync(7, "open");
        room.Rig.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(new CaseResult.Done(3, true, Noon.AddHours(2)), await room.RunAsync(7, new CaseCommand.Delete("asked for")));

        foreach (var table in new[] { "SupportCase", "CaseNote", "CaseProperty", "CaseAssignment", "CaseTag", "CasePause" })
            Assert.Equal(0, await room.Rig.CountAsync(table));

        Assert.Equal("CaseDeleted", (await room.EventsAsync(7))[^1]);
        Assert.IsType<CaseResult.NotFound>(await room.RunAsync(7, new CaseCommand.Delete(null)));
        Assert.Equal(
            [$"7 1 3 1 {message.MessageKey} worker-1 web asked for"],
            (await room.Rig.QueryAsync<Tombstone>("SELECT CaseId, HubId, ServiceId, Sequence, MessageKey, Worker, DeletedBy, Why FROM Tombstone"))
                .Select(row => $"{row.CaseId} {row.HubId} {row.ServiceId} {row.Sequence} {row.MessageKey} {row.Worker} {row.DeletedBy} {row.Why}"));

        await room.Rig.StoreAsync(message);
        Assert.Equal(0, await room.Rig.CountAsync("SupportCase"));
        await room.StoreAsync(8);
        Assert.Equal(2, (await room.StateAsync(8)).Sequence);
    }

    [Fact]
    public async Task A_deleted_case_leaves_the_line()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.SetSalesRepAsync(""" "active": false """);
        await room.StoreAsync(7);

        await room.RunAsync(7, new CaseCommand.Delete(null));

        Assert.Equal(0, await room.WaitingAsync(20));
    }

    private static CaseResult.Done Done(CaseResult result) => Assert.IsType<CaseResult.Done>(result);

    private sealed record Tombstone
    {
        public int CaseId { get; init; }
        public int HubId { get; init; }
        public int ServiceId { get; init; }
        public long Sequence { get; init; }
        public string MessageKey { get; init; } = "";
        public string Worker { get; init; } = "";
        public string DeletedBy { get; init; } = "";
        public string? Why { get; init; }
    }
}
