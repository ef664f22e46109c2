using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Processing.Cases.History;
using CaseWorker.Processing.TextSearch;
using CaseWorker.Storage.TextSearch;
using CaseWorker.Tests.Cases.Commands;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.TextSearch;

/// <summary>Whatever changes what a case says, the index hears of it in the same transaction.</summary>
public abstract class TextWorkContract(StorageFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task What_is_stored_noted_imported_renamed_and_deleted_is_found_as_it_then_is()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        Assert.Equal(1, await FindAsync("printer"));

        await room.RunAsync(7, new CaseCommand.AddNote("note", "Title", "It smells of burning"));
        Assert.Equal(1, await FindAsync("burning printer"));

        await room.RunAsync(7, new CaseCommand.ImportHistory([new HistoryItem { Type = "email", Title = "Question", Text = "Since yesterday", From = "Mia <mia@firm.example>", To = "us@hub.example" }]));
        Assert.Equal(1, await FindAsync("yesterday mia@firm.example"));

        await room.RunAsync(7, new CaseCommand.Update { Subject = new("Scanner") });
        Assert.Equal(1, await FindAsync("scanner"));
        Assert.Equal(0, await FindAsync("printer"));

        await room.RunAsync(7, new CaseCommand.Delete(null));
        Assert.Equal(0, await FindAsync("scanner"));
    }

    [Fact]
    public async Task What_is_stored_closed_is_found_too()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(8, """{"ServiceId":3,"Subject":"Counted only","AutoClose":true}""");

        Assert.Equal(1, await FindAsync("counted"));
    }

    private async Task<int> FindAsync(string text)
    {
        var indexer = new TextIndexer(Database, TimeProvider.System);
        while ((await indexer.RunAsync(Cancellation)).Cases > 0)
        {
            // Until nothing waits.
        }

        return (await ReadAsync(session => CaseTextSearch.FindAsync(session, 1, SearchWords.ForQuery(1, text), descending: false, 0, 10))).Total;
    }
}
