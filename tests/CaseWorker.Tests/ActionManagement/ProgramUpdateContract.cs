using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Storage.ActionManagement;
using CaseWorker.Tests.Cases.Commands;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.ActionManagement;

/// <summary>What an update chooses of lists and roles, on both dialects.</summary>
public abstract class ProgramUpdateContract(StorageFixture fixture) : StorageContract(fixture)
{
    private const string Program =
        """
        { "hubs": [ { "id": 1, "name": "Main",
          "lists": [ { "id": 23, "name": "Status", "type": "status", "items": [ { "id": 1, "name": "New" }, { "id": 2, "name": "Doing" }, { "id": 3, "name": "Done", "isOpen": false } ] },
                     { "id": 24, "name": "Severity", "type": "severity", "items": [ { "id": 5, "name": "High", "isHigh": true } ] } ],
          "roles": [ { "id": 1, "name": "Case Manager" }, { "id": 2, "name": "Watcher" } ] } ] }
        """;

    [Fact]
    public async Task Several_choices_are_one_version_with_their_rows()
    {
        var room = await StartAsync();

        var done = Assert.IsType<CaseResult.Done>(await room.RunAsync(7, new CaseCommand.Update
        {
            ListValues = [new(23, 3, null), new(24, 5, null)],
            Roles = [new(1, [101, 100]), new(2, [200])],
        }));

        Assert.Equal(2, done.Version);
        var row = await room.StateAsync(7);
        Assert.Equal(("closed", 101), (row.Status, row.RepId));
        Assert.Equal(["23 3", "24 5"], (await ReadAsync(session => CaseChoiceStore.ReadListValuesAsync(session, [7]))).OrderBy(value => value.ListId).Select(value => $"{value.ListId} {value.ItemId}"));
        Assert.Equal(["1 100", "2 200"], (await ReadAsync(session => CaseChoiceStore.ReadRoleUsersAsync(session, [7]))).OrderBy(user => user.RoleId).Select(user => $"{user.RoleId} {user.RepId}"));
        Assert.Equal("CaseClosed", (await room.EventsAsync(7))[^1]);
    }

    [Fact]
    public async Task A_refused_choice_leaves_the_others_undone()
    {
        var room = await StartAsync();

        Assert.IsType<CaseResult.Refused>(await room.RunAsync(7, new CaseCommand.Update { ListValues = [new(24, 5, null)], Roles = [new(1, [200])] }));

        Assert.Empty(await ReadAsync(session => CaseChoiceStore.ReadListValuesAsync(session, [7])));
        Assert.Equal(1, (await room.StateAsync(7)).RowVersion);
    }

    [Fact]
    public async Task A_case_that_is_given_back_waits_and_is_served_again()
    {
        var room = await StartAsync();

        await room.RunAsync(7, new CaseCommand.Update { Roles = [new(1, [])] });
        Assert.Equal((null, true), (await room.StateAsync(7)) is var waiting ? (waiting.RepId, waiting.Waiting) : default);
        Assert.Equal(1, await room.WaitingAsync(10));

        await room.Rig.Sweep.RunAsync(Cancellation);
        Assert.NotNull((await room.StateAsync(7)).RepId);
        Assert.Equal(["released-manual", "line"], (await room.CausesAsync(7)).TakeLast(2));
    }

    [Fact]
    public async Task Two_who_choose_at_once_take_turns()
    {
        var room = await StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => room.RunAsync(7, new CaseCommand.Update
        {
            ListValues = [new(23, (i % 3) + 1, null)],
            Roles = [new(2, i % 2 == 0 ? [100, 101] : [101, 200])],
        })));

        var row = await room.StateAsync(7);
        var value = Assert.Single(await ReadAsync(session => CaseChoiceStore.ReadListValuesAsync(session, [7])));
        Assert.Equal(new[] { "new", "open", "closed" }[value.ItemId - 1], row.Status);
        Assert.Equal(2, (await ReadAsync(session => CaseChoiceStore.ReadRoleUsersAsync(session, [7]))).Count);
    }

    private async Task<CommandRoom> StartAsync()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.Rig.ApplyAsync(Program);
        await room.StoreAsync(7, """{"ServiceId":1}""");
        return room;
    }
}
