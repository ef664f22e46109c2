using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Storage;
using CaseWorker.Tests.Cases.Commands;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.HelpCenter;

public abstract class ConversationCommandContract(StorageFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task A_conversation_is_changed_noted_and_told_in_one_version()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        room.Rig.Clock.Advance(TimeSpan.FromMinutes(1));

        var done = await room.RunAsync(7, new CaseCommand.UpdateConversation { Status = "open", PhoneNumber = new("12345678"), EmailAddress = new("Zoe@example.org"), ActionNeeded = true });

        var row = await room.StateAsync(7);
        Assert.Equal(new CaseResult.Done(2, HasChanged: true, Noon.AddMinutes(1)), done);
        Assert.Equal(("open", "12345678", "Zoe@example.org", true), (row.Status, row.PhoneNumber, row.EmailAddress, row.ActionNeeded));
        Assert.Equal((2L, Noon.AddMinutes(1), Noon.AddMinutes(1)), (row.RowVersion, row.UpdatedAt, row.FirstResponseAt));
        Assert.Equal(["Status changed to open by web", "Changed by web: phoneNumber, emailAddress, actionNeeded"], (await room.NotesAsync(7)).TakeLast(2));
        Assert.Equal(["CaseUpdated", "CaseUpdated"], (await room.EventsAsync(7)).TakeLast(2));
        var told = await room.LastEventAsync(7);
        Assert.Equal("phoneNumber emailAddress actionNeeded", string.Join(' ', told.GetProperty("changed").EnumerateArray().Select(name => name.GetString())));
        Assert.Equal(("12345678", "Zoe@example.org", true), (told.GetProperty("phoneNumber").GetString(), told.GetProperty("emailAddress").GetString(), told.GetProperty("actionNeeded").GetBoolean()));
        Assert.Equal(["zoe@example.org"], await room.Rig.QueryAsync<string>("SELECT Email FROM CaseEmail WHERE CaseId = 7"));
    }

    [Fact]
    public async Task The_same_again_changes_nothing()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        var command = new CaseCommand.UpdateConversation { Status = "open", PhoneNumber = new("12345678"), EmailAddress = new("zoe@example.org"), ActionNeeded = true };
        await room.RunAsync(7, command);

        Assert.False(Assert.IsType<CaseResult.Done>(await room.RunAsync(7, command)).HasChanged);
        Assert.False(Assert.IsType<CaseResult.Done>(await room.RunAsync(7, new CaseCommand.UpdateConversation())).HasChanged);
        Assert.Equal(2, (await room.StateAsync(7)).RowVersion);
    }

    [Theory]
    [InlineData("new", "open")]
    [InlineData("new", "closed")]
    [InlineData("open", "new")]
    [InlineData("closed", "new")]
    [InlineData("closed", "open")]
    public async Task What_somebody_said_of_whose_turn_it_is_holds_until_the_next_change_of_status(string from, string to)
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        var opposite = from != "new";
        await room.RunAsync(7, new CaseCommand.UpdateConversation { Status = from, ActionNeeded = opposite });
        await room.RunAsync(7, new CaseCommand.AddNote("note", null, "Not a change of status"));
        Assert.Equal(opposite, (await room.StateAsync(7)).ActionNeeded);

        await room.SetStatusAsync(7, to);

        Assert.Null((await room.StateAsync(7)).ActionNeeded);
    }

    [Fact]
    public async Task What_the_status_tells_by_itself_is_no_change()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);

        Assert.False(Assert.IsType<CaseResult.Done>(await room.RunAsync(7, new CaseCommand.UpdateConversation { ActionNeeded = true })).HasChanged);
    }

    [Fact]
    public async Task Closing_a_waiting_case_takes_it_out_of_the_line_and_reopening_puts_it_back()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.SetSalesRepAsync("\"active\": false");
        await room.StoreAsync(7);
        Assert.Equal(1, await room.WaitingAsync(20));

        await room.RunAsync(7, new CaseCommand.UpdateConversation { Status = "closed" });
        Assert.Equal(0, await room.WaitingAsync(20));
        await room.RunAsync(7, new CaseCommand.UpdateConversation { Status = "new" });

        Assert.Equal((1, 2), (await room.WaitingAsync(20), (await room.StateAsync(7)).Cycle));
    }

    [Theory]
    [InlineData("waiting", null, null, "status")]
    [InlineData(null, "12", null, "phoneNumber")]
    [InlineData(null, "call me", null, "phoneNumber")]
    [InlineData(null, null, "zoe", "emailAddress")]
    [InlineData(null, null, "zoe@example.org, bob@example.org", "emailAddress")]
    [InlineData(null, null, "zoe@exa\u0001mple.org", "emailAddress")]
    public async Task What_can_not_be_is_refused_and_nothing_changes(string? status, string? phone, string? email, string field)
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);

        var result = await room.RunAsync(7, new CaseCommand.UpdateConversation
        {
            Status = status,
            PhoneNumber = phone is null ? default : new(phone),
            EmailAddress = email is null ? default : new(email),
            ActionNeeded = false,
        });

        Assert.Equal(field, Assert.IsType<CaseResult.Refused>(result).Field);
        Assert.Equal(1, (await room.StateAsync(7)).RowVersion);
    }

    [Fact]
    public async Task Of_another_hub_there_is_no_conversation()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);

        Assert.IsType<CaseResult.NotFound>(await room.RunAsync(7, new CaseCommand.UpdateConversation { Status = "closed" }, hubId: 2));
    }

    [Fact]
    public async Task Notes_and_histories_move_when_the_case_was_heard_of_last_but_never_back()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        Assert.Equal(Noon, (await room.StateAsync(7)).LastMessageAt);

        await room.RunAsync(7, new CaseCommand.AddNote("note", null, "Old") { At = Noon.AddDays(-1) });
        Assert.Equal(Noon, (await room.StateAsync(7)).LastMessageAt);
        await room.RunAsync(7, new CaseCommand.AddNote("note", null, "New") { At = Noon.AddHours(1) });
        Assert.Equal(Noon.AddHours(1), (await room.StateAsync(7)).LastMessageAt);
        await room.RunAsync(7, new CaseCommand.ImportHistory([new() { Type = "call", Title = "T", Text = "C", At = Noon.AddHours(2) }]));
        Assert.Equal(Noon.AddHours(2), (await room.StateAsync(7)).LastMessageAt);
    }
}
