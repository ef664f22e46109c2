using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Cases.Commands;

public abstract class RacingCommandContract(StorageFixture fixture) : StorageContract(fixture)
{
    private const int Rounds = 20;

    [Fact]
    public async Task Commands_about_one_case_take_turns_and_each_change_has_its_version_and_its_events()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        CaseCommand[] commands =
        [
            new CaseCommand.SetStatus("closed"),
            new CaseCommand.Reopen(),
            new CaseCommand.Transfer(10, null),
            new CaseCommand.Transfer(20, 200),
            new CaseCommand.SetStatus("open"),
            new CaseCommand.AddNote("call", null, "text"),
        ];

        var results = await Task.WhenAll(Enumerable.Range(0, Rounds).SelectMany(_ => commands).Select(command => Task.Run(() => room.RunAsync(7, command))));

        var changes = results.OfType<CaseResult.Done>().Where(done => done.HasChanged).Select(done => done.Version).Order().ToList();
        Assert.All(results.Where(result => result is not CaseResult.Done), result => Assert.Equal("status", Assert.IsType<CaseResult.Refused>(result).Field));
        Assert.Equal(Enumerable.Range(2, changes.Count).Select(version => (long)version), changes);

        var row = await room.StateAsync(7);
        var events = await room.EventsAsync(7);
        Assert.Equal(changes[^1], row.RowVersion);
        Assert.Equal(Rounds, events.Count(name => name == "CaseNoteAdded"));
        Assert.Equal(row.Cycle - 1, events.Count(name => name == "CaseReopened"));
        Assert.Equal(events.Count(name => name == "CaseReopened") + (row.Status == "closed" ? 1 : 0), events.Count(name => name == "CaseClosed"));

        // Closings and reopenings alternate, and the notes tell the same story as the events.
        Assert.All(
            events.Where(name => name is "CaseClosed" or "CaseReopened").Select((name, index) => (name, index)),
            pair => Assert.Equal(pair.index % 2 == 0 ? "CaseClosed" : "CaseReopened", pair.name));
        var notes = await room.NotesAsync(7);
        Assert.Equal(events.Count(name => name == "CaseClosed"), notes.Count(text => text == "Closed by web"));
        Assert.Equal(events.Count(name => name == "CaseAssigned"), notes.Count(text => text.StartsWith("Assigned to", StringComparison.Ordinal)));
        Assert.Equal((0, 0), (await room.WaitingAsync(10), await room.WaitingAsync(20)));
    }

    [Fact]
    public async Task Of_many_who_decide_on_the_same_version_one_wins()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);

        var results = await Task.WhenAll(Enumerable.Range(0, Rounds)
            .Select(i => Task.Run(() => room.RunAsync(7, new CaseCommand.Update { Subject = new($"Subject {i}") }, versions: [1]))));

        Assert.Single(results.OfType<CaseResult.Done>());
        Assert.Equal(Rounds - 1, results.OfType<CaseResult.Stale>().Count());
        Assert.Equal(2, (await room.StateAsync(7)).RowVersion);
    }

    [Fact]
    public async Task A_line_that_is_swept_while_its_cases_are_closed_and_transferred_counts_right()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.SetSalesRepAsync(""" "active": false """);
        foreach (var caseId in Enumerable.Range(1, Rounds))
            await room.StoreAsync(caseId);

        Assert.Equal(Rounds, await room.WaitingAsync(20));
        await room.SetSalesRepAsync(""" "active": true, "maxOpenCases": 8 """);

        await Task.WhenAll(
            Task.Run(() => room.Rig.Sweep.RunAsync(Cancellation)),
            Task.Run(() => CommandAsync(id => id % 3 == 0, new CaseCommand.SetStatus("closed"))),
            Task.Run(() => CommandAsync(id => id % 3 == 1, new CaseCommand.Transfer(10, null))),
            Task.Run(() => CommandAsync(id => id % 3 == 2, new CaseCommand.SetStatus("open"))));
        await room.Rig.Sweep.RunAsync(Cancellation);

        Assert.Equal(
            await room.Rig.QueryAsync<int>("SELECT COUNT(*) FROM SupportCase WHERE Waiting = 1 AND DepartmentId = 20"),
            [await room.WaitingAsync(20)]);
        Assert.Equal([0], await room.Rig.QueryAsync<int>("SELECT COUNT(*) FROM SupportCase WHERE Waiting = 1 AND (Status = 'closed' OR RepId IS NOT NULL)"));
        Assert.Equal([0], await room.Rig.QueryAsync<int>("SELECT COUNT(*) FROM SupportCase WHERE Waiting = 0 AND Status <> 'closed' AND RepId IS NULL"));
        Assert.InRange((await room.Rig.QueryAsync<int>("SELECT COUNT(*) FROM SupportCase WHERE RepId = 200 AND Status <> 'closed'")).Single(), 0, 8);

        async Task CommandAsync(Func<int, bool> isMeant, CaseCommand command)
        {
            foreach (var caseId in Enumerable.Range(1, Rounds).Where(isMeant))
                Assert.IsType<CaseResult.Done>(await room.RunAsync(caseId, command));
        }
    }
}
