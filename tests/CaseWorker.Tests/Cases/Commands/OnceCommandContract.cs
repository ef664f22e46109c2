using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Processing.Cases.History;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Cases.Commands;

/// <summary>What is added to a case under an Idempotency-Key is added once (spec 2.1), on both dialects.</summary>
public abstract class OnceCommandContract(StorageFixture fixture) : StorageContract(fixture)
{
    private static readonly CaseCommand Note = new CaseCommand.AddNote("call", "Title", "Text") { At = Noon.AddDays(-1) };

    [Fact]
    public async Task The_same_note_is_there_once_and_answered_as_the_first_time()
    {
        var room = await StartAsync();
        var first = Done(await RunAsync(room, 7, Note));
        room.Rig.Clock.Advance(TimeSpan.FromDays(6));
        await room.SetStatusAsync(7, "closed");

        var again = Done(await RunAsync(room, 7, Note, by: "other", versions: [1]));

        Assert.Null(first.DoneBeforeBy);
        Assert.Equal(first with { HasChanged = false, DoneBeforeBy = "web" }, again);
        Assert.Equal(1, await CountAsync(room, "call"));
        Assert.Single(await room.EventsAsync(7), name => name == "CaseNoteAdded");
    }

    [Fact]
    public async Task The_same_history_is_imported_once_and_said_to_be()
    {
        var room = await StartAsync();
        var history = new CaseCommand.ImportHistory([new HistoryItem { Type = "note", Text = "Said", RepId = 200 }, new HistoryItem { Type = "note", Text = "Heard" }]);

        Assert.Null(Done(await RunAsync(room, 7, history)).DoneBeforeBy);
        Assert.Equal("web", Done(await RunAsync(room, 7, history)).DoneBeforeBy);
        Assert.Equal(2, await CountAsync(room, "note"));
        Assert.IsType<CaseResult.KeyReused>(await RunAsync(room, 7, new CaseCommand.ImportHistory([.. history.Items.Reverse()])));
    }

    [Fact]
    public async Task Another_request_under_the_key_is_refused_and_adds_nothing()
    {
        var room = await StartAsync();
        await room.StoreAsync(8);
        await RunAsync(room, 7, Note);

        Assert.IsType<CaseResult.KeyReused>(await RunAsync(room, 8, Note));
        Assert.IsType<CaseResult.KeyReused>(await RunAsync(room, 7, new CaseCommand.AddNote("call", null, "Title:Text") { At = Noon.AddDays(-1) }));
        Assert.IsType<CaseResult.KeyReused>(await RunAsync(room, 7, new CaseCommand.AddNote("call", "Title", "Text")));
        Assert.IsType<CaseResult.KeyReused>(await RunAsync(room, 7, new CaseCommand.ImportHistory([new HistoryItem { Type = "call", Title = "Title", Text = "Text" }])));
        Assert.Equal(1, await CountAsync(room, "call"));
    }

    [Fact]
    public async Task A_key_that_named_an_enqueued_case_names_no_note()
    {
        var room = await StartAsync();
        await WriteAsync(session => IdempotencyStore.AddAsync(
            session, [new IdempotencyRow { HubId = 1, KeyHash = MessageHash.OfKey(1, "key"), RequestHash = StorageRows.Hash("body"), CaseId = 7, MessageKey = "m", CreatedAt = Noon }]));

        Assert.IsType<CaseResult.KeyReused>(await RunAsync(room, 7, Note));
    }

    [Fact]
    public async Task Each_hub_has_its_own_keys_and_each_key_its_own_note()
    {
        var room = await StartAsync();
        await room.StoreAsync(8, """{"ServiceId":21}""");

        Assert.Null(Done(await RunAsync(room, 7, Note)).DoneBeforeBy);
        Assert.Null(Done(await RunAsync(room, 8, Note, hubId: 2)).DoneBeforeBy);
        Assert.Null(Done(await RunAsync(room, 7, Note, key: "other")).DoneBeforeBy);
        Assert.Equal(3, await CountAsync(room, "call"));
    }

    [Fact]
    public async Task What_was_refused_is_not_remembered()
    {
        var room = await StartAsync();

        Assert.IsType<CaseResult.Refused>(await RunAsync(room, 7, new CaseCommand.AddNote("note", null, "")));
        Assert.IsType<CaseResult.Stale>(await RunAsync(room, 7, Note, versions: [5]));
        Assert.IsType<CaseResult.NotFound>(await RunAsync(room, 9, Note));
        Assert.Null(Done(await RunAsync(room, 7, Note)).DoneBeforeBy);
    }

    [Fact]
    public async Task A_case_that_is_gone_since_changes_no_answer()
    {
        var room = await StartAsync();
        var first = Done(await RunAsync(room, 7, Note));
        await room.RunAsync(7, new CaseCommand.Delete(null));

        Assert.Equal(first.NoteId, Done(await RunAsync(room, 7, Note)).NoteId);
        Assert.IsType<CaseResult.NotFound>(await RunAsync(room, 7, Note, key: "other"));
    }

    [Fact]
    public async Task Of_many_at_once_one_adds_it_and_all_have_its_answer()
    {
        var room = await StartAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => RunAsync(room, 7, Note)));

        Assert.Single(results.Select(result => Done(result).NoteId).Distinct());
        Assert.Single(results, result => Done(result).DoneBeforeBy is null);
        Assert.Equal(1, await CountAsync(room, "call"));
    }

    private static CaseResult.Done Done(CaseResult result) => Assert.IsType<CaseResult.Done>(result);

    private static Task<CaseResult> RunAsync(CommandRoom room, int caseId, CaseCommand command, string key = "key", string by = "web", int hubId = 1, long[]? versions = null) =>
        room.Rig.Desk.RunAsync(new CaseTarget(caseId, hubId, new Actor(by)) { IdempotencyKey = key, IfVersions = versions }, command, Cancellation);

    private static async Task<int> CountAsync(CommandRoom room, string type) =>
        (await room.Rig.QueryAsync<int>("SELECT COUNT(*) FROM CaseNote WHERE Type = @type", new { type })).Single();

    private async Task<CommandRoom> StartAsync()
    {
        var room = await CommandRoom.StartAsync(Database, Noon);
        await room.StoreAsync(7);
        return room;
    }
}
