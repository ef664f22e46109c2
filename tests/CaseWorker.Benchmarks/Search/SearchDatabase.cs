using System.Diagnostics;
using CaseWorker.Benchmarks.Databases;
using CaseWorker.Benchmarks.Due;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.TextSearch;
using CaseWorker.Storage;
using CaseWorker.Storage.Migrations;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseWorker.Benchmarks.Search;

/// <summary>The database that is searched: made where there is none, else used as it stands.</summary>
internal static class SearchDatabase
{
    private const int PerCommit = 50_000;
    private const int ParkedPerHub = 200;

    /// <summary>Brings the schema up to date and fills it, where nobody has.</summary>
    /// <param name="directory">To be used as Data:Directory.</param>
    public static async Task MakeAsync(string directory, int cases)
    {
        Directory.CreateDirectory(directory);
        await using (var database = Database.Open(new StorageOptions { ConnectionString = TemplateDatabase.ConnectionTo(directory) }))
        {
            await new Migrator(database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None);
            var ring = new KeyRing(database, TimeProvider.System);
            var applier = new CatalogApplier(database, new CatalogCache(database, TimeProvider.System), ring, TimeProvider.System, NullLogger<CatalogApplier>.Instance);
            var result = await applier.ApplyAsync(SearchCatalog.File(), hubOnly: null, CancellationToken.None);
            if (result.Errors.Count > 0)
                throw new InvalidOperationException("The catalogue was refused: " + string.Join("; ", result.Errors));
        }

        using (var connection = OpenCases.Open(directory))
            FillOnce(connection, directory, cases);

        await IndexAsync(directory);
    }

    // As the program does it in the background, without its pauses.
    private static async Task IndexAsync(string directory)
    {
        await using var database = Database.Open(new StorageOptions { ConnectionString = TemplateDatabase.ConnectionTo(directory) });
        var indexer = new TextIndexer(database, TimeProvider.System);
        var (watch, cases, longest) = (Stopwatch.StartNew(), 0, TimeSpan.Zero);
        while (true)
        {
            var begun = watch.Elapsed;
            var step = await indexer.RunAsync(CancellationToken.None);
            if (step.Cases == 0)
                break;

            cases += step.Cases;
            longest = TimeSpan.FromTicks(Math.Max(longest.Ticks, (watch.Elapsed - begun).Ticks));
        }

        if (cases > 0)
            Console.WriteLine($"         the words of {cases:N0} cases indexed in {watch.Elapsed.TotalSeconds:0} s, the longest step {longest.TotalMilliseconds:0} ms");
    }

    private static void FillOnce(SqliteConnection connection, string directory, int cases)
    {
        var stored = Ask(connection, "SELECT COUNT(*) FROM SupportCase");
        if (stored != 0 && stored != cases)
            throw new ArgumentException($"The database in {directory} must have {cases} cases or none, has {stored}.", nameof(directory));

        if (stored == 0)
            Fill(connection, cases);
    }

    private static void Fill(SqliteConnection connection, int cases)
    {
        var watch = Stopwatch.StartNew();
        Run(connection, "PRAGMA synchronous = OFF; PRAGMA cache_size = -2000000;");
        using (var rows = new SearchRows(connection))
        {
            foreach (var chunk in Enumerable.Range(1, cases).Chunk(PerCommit))
            {
                using var transaction = connection.BeginTransaction(deferred: false);
                foreach (var number in chunk)
                    rows.Add(SearchCase.Of(number, cases));

                transaction.Commit();
                Console.WriteLine($"         {chunk[^1]:N0} cases after {watch.Elapsed.TotalSeconds:0} s");
            }

            foreach (var (serviceId, sequence) in rows.Sequences)
                Run(connection, $"UPDATE ServiceCounter SET LastSequence = {sequence} WHERE ServiceId = {serviceId}");
        }

        Run(connection, $"INSERT OR IGNORE INTO RepSet (SetHash, Members) VALUES (x'{Convert.ToHexString(SearchRows.EmptySet)}', '[]')");
        Park(connection);
        Run(connection, $"UPDATE TextTurn SET FillTo = {cases}");
        Run(connection, $"UPDATE Installation SET NextCaseId = {cases + 1}; PRAGMA wal_checkpoint(TRUNCATE);");
    }

    private static void Park(SqliteConnection connection) => Run(connection, $"""
        WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < {SearchCatalog.Hubs * ParkedPerHub})
        INSERT INTO ParkedMessage (KeyHash, BodyHash, Body, MessageKey, HubId, PossibleDuplicate, Version, FromGateway, Reason, State, Attempts, ParkedAt)
        SELECT randomblob(32), randomblob(32), CAST('Subject: none' AS BLOB), 'parked ' || value, value % {SearchCatalog.Hubs} + 1, 0, 1, 1, 'unknown-service',
            CASE value % 7 WHEN 0 THEN 'resolved' WHEN 1 THEN 'discarded' ELSE 'parked' END, 1, 1764000000000 + value
        FROM n
        """);

    public static long Ask(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return (long)command.ExecuteScalar()!;
    }

    private static void Run(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
