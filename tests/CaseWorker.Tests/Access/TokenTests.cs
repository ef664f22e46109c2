using CaseWorker.Processing.Access;
using CaseWorker.Storage.Access;
using CaseWorker.Tests.Catalogs;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Access;

public sealed class TokenTests(SqliteFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task A_token_stands_for_its_key_at_every_gateway()
    {
        var (here, elsewhere) = (await RoomAsync(), new CatalogRoom(Database));
        var key = await CreateAsync(here);
        var token = await IssueAsync(here, key);
        await elsewhere.Ring.LoadAsync(Cancellation);

        Assert.Equal(here.Ring.Find(key.Key), here.Tokens.Find(token));
        Assert.Equal(here.Ring.Find(key.Key), elsewhere.Tokens.Find(token));
    }

    [Fact]
    public async Task A_token_ends_after_an_hour()
    {
        var room = await RoomAsync();
        var token = await IssueAsync(room, await CreateAsync(room));
        room.Time.Advance(TimeSpan.FromMinutes(60) - TimeSpan.FromSeconds(1));
        Assert.NotNull(room.Tokens.Find(token));
        room.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(room.Tokens.Find(token));
    }

    [Fact]
    public async Task A_token_dies_with_its_key_here_at_once_and_elsewhere_after_the_next_load()
    {
        var (here, elsewhere) = (await RoomAsync(), new CatalogRoom(Database));
        var key = await CreateAsync(here);
        var token = await IssueAsync(here, key);
        await elsewhere.Ring.LoadAsync(Cancellation);
        await here.Keeper.RevokeAsync(key.KeyId, null, Cancellation);

        Assert.Null(here.Tokens.Find(token));
        await elsewhere.Ring.LoadAsync(Cancellation);
        Assert.Null(elsewhere.Tokens.Find(token));
        Assert.IsType<TokenIssue.NoKey>(await here.Tokens.IssueAsync("web", key.Key, Cancellation));
    }

    [Fact]
    public async Task A_token_that_was_changed_anywhere_is_worth_nothing()
    {
        var room = await RoomAsync();
        var token = await IssueAsync(room, await CreateAsync(room));
        for (var place = 0; place < token.Length; place++)
            Assert.Null(room.Tokens.Find($"{token[..place]}{(token[place] == 'A' ? 'E' : 'A')}{token[(place + 1)..]}"));

        Assert.All(["", "cwt_", token + "A", token[..^1], token[4..], new string('A', 100_000)], text => Assert.Null(room.Tokens.Find(text)));
    }

    [Fact]
    public async Task A_token_is_for_who_has_the_key_and_knows_its_name()
    {
        var room = await RoomAsync();
        var key = await CreateAsync(room);
        Assert.IsType<TokenIssue.OtherName>(await room.Tokens.IssueAsync("WEB", key.Key, Cancellation));
        Assert.IsType<TokenIssue.NoKey>(await room.Tokens.IssueAsync("web", key.Key + "x", Cancellation));
        Assert.IsType<TokenIssue.NoKey>(await room.Tokens.IssueAsync("web", await IssueAsync(room, key), Cancellation));
    }

    [Fact]
    public async Task One_secret_is_made_however_many_processes_start()
    {
        await RoomAsync();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => new CatalogRoom(Database).Tokens.EnsureSecretAsync(Cancellation))));
        Assert.Single(await Database.ReadAsync(TokenSecretStore.ReadAsync, Cancellation));
    }

    [Fact]
    public async Task The_secret_changes_after_a_day_of_use_without_ending_a_token_early()
    {
        var (room, elsewhere) = (await RoomAsync(), new CatalogRoom(Database));
        var key = await CreateAsync(room);
        await IssueAsync(room, key);
        await elsewhere.Ring.LoadAsync(Cancellation);
        room.Time.Advance(TimeSpan.FromDays(1));
        elsewhere.Time.Advance(TimeSpan.FromDays(1));

        // The next secret is made, and not used before every gateway has had a minute to learn of it.
        var token = await IssueAsync(room, key);
        Assert.NotNull(elsewhere.Tokens.Find(token));
        room.Time.Advance(TimeSpan.FromMinutes(1));
        var next = await IssueAsync(room, key);
        Assert.Null(elsewhere.Tokens.Find(next));
        await elsewhere.Ring.LoadAsync(Cancellation);
        Assert.NotNull(elsewhere.Tokens.Find(next));
        Assert.NotNull(room.Tokens.Find(token));
    }

    [Fact]
    public async Task A_secret_that_was_replaced_twice_is_forgotten()
    {
        var room = await RoomAsync();
        var key = await CreateAsync(room);
        for (var day = 0; day < 4; day++)
        {
            await IssueAsync(room, key);
            room.Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal([3, 4], (await Database.ReadAsync(TokenSecretStore.ReadAsync, Cancellation)).Select(row => row.SecretId));
    }

    private static async Task<string> IssueAsync(CatalogRoom room, KeyCreated key) =>
        Assert.IsType<TokenIssue.Issued>(await room.Tokens.IssueAsync("web", key.Key, Cancellation)).Token;

    private static async Task<KeyCreated> CreateAsync(CatalogRoom room) =>
        Assert.IsType<KeyCreated>(await room.Keeper.CreateAsync(1, "web", Scopes.Read, "ADMIN", Cancellation));

    private async Task<CatalogRoom> RoomAsync()
    {
        var room = new CatalogRoom(Database);
        await room.ApplyAsync("""{ "hubs": [ { "id": 1, "name": "Main" } ] }""");
        return room;
    }
}
