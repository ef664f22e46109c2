using System.Text;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CaseWorker.Tests.Catalogs;

/// <summary>What one process has of the catalogue and the keys, over a database that others may share.</summary>
internal sealed class CatalogRoom
{
    public CatalogRoom(Database database)
    {
        Database = database;
        Cache = new CatalogCache(database, Time);
        Ring = new KeyRing(database, Time);
        Keeper = new KeyKeeper(database, Ring, Time);
        Tokens = new TokenDesk(database, Ring, Time);
        Applier = new CatalogApplier(database, Cache, Ring, Time, NullLogger<CatalogApplier>.Instance);
        Exporter = new CatalogExporter(database);
        Editor = new RepEditor(database, Cache, Time);
        Sample = new SampleCatalog(Applier);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public Database Database { get; }

    public CatalogCache Cache { get; }

    public KeyRing Ring { get; }

    public KeyKeeper Keeper { get; }

    public TokenDesk Tokens { get; }

    public CatalogApplier Applier { get; }

    public CatalogExporter Exporter { get; }

    public RepEditor Editor { get; }

    public SampleCatalog Sample { get; }

    public Task<CatalogResult> ApplyAsync(string json, int? hubOnly = null) => Applier.ApplyAsync(File(json), hubOnly, CancellationToken.None);

    /// <summary>Applies members of hub 1.</summary>
    public Task<CatalogResult> ApplyToMainAsync(string members, bool prune = false) =>
        ApplyAsync($$"""{ "prune": {{(prune ? "true" : "false")}}, "hubs": [ { "id": 1, "name": "Main", {{members}} } ] }""");

    public static CatalogFile File(string json) => CatalogFile.Read(Encoding.UTF8.GetBytes(json));
}
