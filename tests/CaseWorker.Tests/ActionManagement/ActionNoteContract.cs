using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Storage.ActionManagement;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Cases.Commands;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.ActionManagement;

public abstract class ActionNoteContract(StorageFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task Every_way_in_which_notes_are_written_brings_them_into_the_feed_of_their_hub()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        await room.StoreAsync(8, """{"ServiceId":21}""");
        await room.RunAsync(7, new CaseCommand.AddNote("note", null, "written"));
        await WriteAsync(session => CaseWishStore.AddHistoryAsync(
            session, [new(7, Noon.AddDays(-1), "Ann", 100, "email", "Subject", "imported", "import", null, null, null, null, null, StorageRows.Hash("one"))]));

        var (notes, total) = await ReadAsync(session => ActionNoteStore.ReadFeedAsync(session, 1, null, null, 0, 10));

        Assert.Equal(["imported", "Case created", "Assigned to cleo", "written"], notes.Select(note => note.Text));
        Assert.Equal((4, 1), (total, (await ReadAsync(session => ActionNoteStore.ReadFeedAsync(session, 2, null, null, 0, 10))).Total));
        Assert.All(notes, note => Assert.Equal(note.At, note.ModifiedAt));
    }

    [Fact]
    public async Task A_page_of_the_feed_is_between_its_instants_in_order_of_change_and_id()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        room.Rig.Clock.Advance(TimeSpan.FromHours(1));
        await room.StoreAsync(8);

        Assert.Equal("7 7 8 8", await PageAsync(null, null, 0, 10));
        Assert.Equal("8 8", await PageAsync(Noon.AddHours(1), Noon.AddHours(2), 0, 10));
        Assert.Equal("7 7", await PageAsync(null, Noon.AddHours(1).AddMilliseconds(-1), 0, 10));
        Assert.Equal("7 8", await PageAsync(Noon, null, 1, 2));
        Assert.Equal("", await PageAsync(Noon, null, 4, 2));

        async Task<string> PageAsync(DateTimeOffset? start, DateTimeOffset? end, int skip, int top) =>
            string.Join(' ', (await ReadAsync(session => ActionNoteStore.ReadFeedAsync(session, 1, start, end, skip, top))).Notes.Select(note => note.CaseId));
    }

    [Fact]
    public async Task A_note_is_edited_by_somebody_else_and_keeps_its_author_and_time()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        var added = Assert.IsType<CaseResult.Done>(await room.RunAsync(7, new CaseCommand.AddNote("note", "Title", "Text"), repId: 200));
        room.Rig.Clock.Advance(TimeSpan.FromHours(1));

        var done = Assert.IsType<CaseResult.Done>(await room.RunAsync(7, new CaseCommand.EditNote(added.NoteId!.Value, default, "Other"), repId: 100));

        var note = (await ReadAsync(session => ActionNoteStore.FindAsync(session, 1, 7, added.NoteId!.Value)))!;
        Assert.Equal(("Title", "Other", Noon, Noon.AddHours(1), 200, "web", 100), (note.Title, note.Text, note.At, note.ModifiedAt, note.RepId, note.ModifiedBy, note.ModifiedRepId));
        Assert.Equal((true, 3L), (done.HasChanged, done.Version));
        Assert.Equal("""["notes"]""", (await room.LastEventAsync(7)).GetProperty("changed").GetRawText());
        Assert.Equal(Noon.AddHours(1), (await room.StateAsync(7)).UpdatedAt);
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_writes_nothing_and_a_title_can_be_taken_away()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        var noteId = Assert.IsType<CaseResult.Done>(await room.RunAsync(7, new CaseCommand.AddNote("note", "Title", "Text"))).NoteId!.Value;

        Assert.False(Assert.IsType<CaseResult.Done>(await room.RunAsync(7, new CaseCommand.EditNote(noteId, new("Title"), "Text"))).HasChanged);
        Assert.True(Assert.IsType<CaseResult.Done>(await room.RunAsync(7, new CaseCommand.EditNote(noteId, new(null), "Text"))).HasChanged);
        Assert.Null((await ReadAsync(session => ActionNoteStore.FindAsync(session, 1, 7, noteId)))!.Title);
    }

    [Fact]
    public async Task A_system_note_another_cases_note_and_an_empty_text_are_refused()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        await room.StoreAsync(8);
        var noteId = Assert.IsType<CaseResult.Done>(await room.RunAsync(7, new CaseCommand.AddNote("note", null, "Text"))).NoteId!.Value;
        var systemId = (await ReadAsync(session => ActionNoteStore.ListAsync(session, 7)))[0].NoteId;

        Assert.Equal("noteId", Assert.IsType<CaseResult.Refused>(await room.RunAsync(7, new CaseCommand.EditNote(systemId, default, "x"))).Field);
        Assert.Equal("noteId", Assert.IsType<CaseResult.Refused>(await room.RunAsync(8, new CaseCommand.EditNote(noteId, default, "x"))).Field);
        Assert.Equal("text", Assert.IsType<CaseResult.Refused>(await room.RunAsync(7, new CaseCommand.EditNote(noteId, default, ""))).Field);
        Assert.IsType<CaseResult.NotFound>(await room.RunAsync(7, new CaseCommand.EditNote(noteId, default, "x"), hubId: 2));
    }
}
