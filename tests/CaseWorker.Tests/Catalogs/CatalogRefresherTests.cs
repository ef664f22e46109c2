using CaseWorker.Processing.Access;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Storage;
using CaseWorker.Storage.Migrations;
using CaseWorker.Tests.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CaseWorker.Tests.Catalogs;

public sealed class CatalogRefresherTests(SqliteFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task Changes_of_others_are_seen_within_a_second()
    {
        var (here, elsewhere) = (new CatalogRoom(Database), new CatalogRoom(Database));
        using var refresher = new CatalogRefresher(here.Cache, here.Ring, here.Time, new Lines());
        await elsewhere.Sample.EnsureAsync(Cancellation);
        var created = (KeyCreated)await elsewhere.Keeper.CreateAsync(1, "web", Scopes.Read, null, Cancellation);

        await refresher.StartAsync(Cancellation);
        await UntilAsync(() => here.Ring.Find(created.Key) is not null);
        Assert.Equal(8, here.Cache.Current.Services.Count);

        await elsewhere.Keeper.RevokeAsync(created.KeyId, null, Cancellation);
        await elsewhere.ApplyAsync("""{ "hubs": [ { "id": 2, "name": "Second" } ] }""");
        here.Time.Advance(TimeSpan.FromSeconds(1));
        await UntilAsync(() => here.Ring.Find(created.Key) is null);
        Assert.NotNull(here.Cache.Current.FindHub(2));
        await refresher.StopAsync(Cancellation);
    }

    [Fact]
    public async Task An_outage_is_logged_once_with_its_end_and_the_copies_stay_in_use()
    {
        var options = await Fixture.NewPlaceAsync();
        await using var database = Database.Open(options);
        var room = new CatalogRoom(database);
        var lines = new Lines();
        using var refresher = new CatalogRefresher(room.Cache, room.Ring, room.Time, lines);

        await refresher.RefreshAsync(Cancellation);
        await refresher.RefreshAsync(Cancellation);
        Assert.Equal([LogLevel.Error], lines.Levels);
        Assert.Equal(DateTimeOffset.MinValue, room.Cache.ConfirmedAt);

        await new Migrator(database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(Cancellation);
        await refresher.RefreshAsync(Cancellation);
        await refresher.RefreshAsync(Cancellation);
        Assert.Equal([LogLevel.Error, LogLevel.Information], lines.Levels);
        Assert.Equal(room.Time.GetUtcNow(), room.Cache.ConfirmedAt);
    }

    // The refresher works on its own thread; the keys are the last it reads.
    private static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!holds())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private sealed class Lines : ILogger<CatalogRefresher>
    {
        public List<LogLevel> Levels { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Levels.Add(logLevel);
    }
}
