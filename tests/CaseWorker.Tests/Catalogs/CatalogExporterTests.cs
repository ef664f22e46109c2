using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Catalogs;

public sealed class CatalogExporterTests(SqliteFixture fixture) : StorageContract(fixture)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_export_applied_where_it_came_from_changes_nothing(bool prune)
    {
        var room = new CatalogRoom(Database);
        await room.ApplyAsync(CatalogExample.Full);
        var exported = await room.Exporter.ExportAsync(null, Cancellation);
        Assert.Empty((await room.ApplyAsync(exported.Replace("\"hubs\"", $"\"prune\": {(prune ? "true" : "false")}, \"hubs\"", StringComparison.Ordinal))).Difference);
    }

    [Fact]
    public async Task An_export_applied_elsewhere_makes_the_same_catalogue()
    {
        var room = new CatalogRoom(Database);
        await room.Sample.EnsureAsync(Cancellation);
        await room.ApplyAsync(CatalogExample.Full.Replace("\"id\": 1, \"name\": \"Main\"", "\"id\": 1, \"name\": \"Žluťoučký \\\"kůň\\\" 👩‍🚀\"", StringComparison.Ordinal));
        var exported = await room.Exporter.ExportAsync(null, Cancellation);

        await using var elsewhere = await Fixture.OpenFreshAsync();
        var other = new CatalogRoom(elsewhere);
        Assert.Empty((await other.ApplyAsync(exported)).Errors);
        Assert.Equal(exported, await other.Exporter.ExportAsync(null, Cancellation));
    }

    [Fact]
    public async Task An_export_holds_neither_keys_nor_secrets()
    {
        var room = new CatalogRoom(Database);
        await room.ApplyAsync(CatalogExample.Full);
        var exported = await room.Exporter.ExportAsync(null, Cancellation);
        Assert.All(["very secret", "secret", "keys", "given here"], word => Assert.DoesNotContain(word, exported, StringComparison.Ordinal));
        Assert.Contains("https://example.org/hook", exported, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_of_one_hub_holds_nothing_of_another()
    {
        var room = new CatalogRoom(Database);
        await room.Sample.EnsureAsync(Cancellation);
        await room.ApplyAsync("""{ "hubs": [ { "id": 2, "name": "Other", "departments": [ { "id": 40, "name": "Theirs" } ], "tags": [ { "id": 9, "name": "their tag" } ] } ] }""");
        var exported = await room.Exporter.ExportAsync(2, Cancellation);
        Assert.DoesNotContain("Support", exported, StringComparison.Ordinal);
        Assert.Contains("their tag", exported, StringComparison.Ordinal);
        Assert.Empty(CatalogRoom.File(exported).Errors);
        Assert.Single(CatalogRoom.File(exported).Hubs);
    }
}
