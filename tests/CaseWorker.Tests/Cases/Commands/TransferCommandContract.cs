using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Cases.Commands;

public abstract class TransferCommandContract(StorageFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task A_transfer_changes_department_and_rep_and_leaves_service_sequence_and_due_date()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        await room.RunAsync(7, new CaseCommand.Update { DueAt = new(Noon.AddDays(1)) });
        var before = await room.StateAsync(7);
        room.Rig.Clock.Advance(TimeSpan.FromMinutes(1));

        await room.RunAsync(7, new CaseCommand.Transfer(10, 101));

        var after = await room.StateAsync(7);
        Assert.Equal(
            before with { DepartmentId = 10, RepId = 101, AssignedAt = Noon.AddMinutes(1), UpdatedAt = Noon.AddMinutes(1), RowVersion = 3 },
            after);
        Assert.Equal(["CaseUpdated", "CaseAssigned"], (await room.EventsAsync(7)).TakeLast(2));
        Assert.Equal(["Transferred from Sales to Support by web", "Assigned to bob"], (await room.NotesAsync(7)).TakeLast(2));
        Assert.Equal(["intake", "transfer"], await room.CausesAsync(7));
    }

    [Theory]
    [InlineData(null, "transfer")]
    [InlineData(200, "requested-rep-not-eligible")]
    [InlineData(999, "requested-rep-not-eligible")]
    public async Task Without_an_eligible_rep_asked_for_the_department_chooses(int? repId, string cause)
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);

        await room.RunAsync(7, new CaseCommand.Transfer(10, repId));

        Assert.Contains((await room.StateAsync(7)).RepId, new int?[] { 100, 101 });
        Assert.Equal(["intake", cause], await room.CausesAsync(7));
    }

    [Fact]
    public async Task A_waiting_case_leaves_its_line_and_joins_that_of_the_other_department()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.SetSalesRepAsync(""" "active": false """);
        await room.StoreAsync(7);
        await room.StoreAsync(8, """{"ServiceId":1}""");

        await room.RunAsync(7, new CaseCommand.Transfer(10, null));
        await room.RunAsync(8, new CaseCommand.Transfer(20, null));

        Assert.NotNull((await room.StateAsync(7)).RepId);
        Assert.True((await room.StateAsync(8)).Waiting);
        Assert.Equal((0, 1), (await room.WaitingAsync(10), await room.WaitingAsync(20)));
        await room.SetSalesRepAsync(""" "active": true """);
        Assert.Equal(1, await room.Rig.Sweep.RunAsync(Cancellation));
        Assert.Equal((200, 1), ((await room.StateAsync(8)).RepId, (await room.StateAsync(8)).ServiceId));
    }

    [Fact]
    public async Task A_rep_of_the_same_department_is_given_the_case()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7, """{"ServiceId":1}""");
        var other = (await room.StateAsync(7)).RepId == 100 ? 101 : 100;

        await room.RunAsync(7, new CaseCommand.Transfer(null, other));
        var again = await room.RunAsync(7, new CaseCommand.Transfer(10, other));

        Assert.Equal(other, (await room.StateAsync(7)).RepId);
        Assert.False(Assert.IsType<CaseResult.Done>(again).HasChanged);
        Assert.Equal(["CaseCreated", "CaseAssigned", "CaseAssigned"], await room.EventsAsync(7));
    }

    [Theory]
    [InlineData(99, "departmentId")]
    [InlineData(30, "departmentId")]
    public async Task A_department_of_no_hub_or_another_is_refused(int departmentId, string field)
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);

        Assert.Equal(field, Assert.IsType<CaseResult.Refused>(await room.RunAsync(7, new CaseCommand.Transfer(departmentId, null))).Field);
        Assert.Equal(1, (await room.StateAsync(7)).RowVersion);
    }

    [Fact]
    public async Task A_closed_case_is_not_transferred()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        await room.SetStatusAsync(7, "closed");

        Assert.Equal("status", Assert.IsType<CaseResult.Refused>(await room.RunAsync(7, new CaseCommand.Transfer(10, null))).Field);
    }
}
