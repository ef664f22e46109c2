using System.Diagnostics;
using CaseWorker.Benchmarks.Cases;
using CaseWorker.Benchmarks.Databases;
using CaseWorker.Benchmarks.Due;
using CaseWorker.Benchmarks.Reports;
using CaseWorker.Storage;
using Microsoft.Data.Sqlite;

namespace CaseWorker.Benchmarks.Indexes;

/// <summary>Stores cases with everything and without one thing, in turn.</summary>
internal sealed class IndexRun : IAsyncDisposable
{
    private const int Batch = 500;
    private readonly Database database;
    private readonly SqliteConnection connection;
    private readonly BatchWriter writer;
    private readonly int each;
    private int next;

    private IndexRun(Database database, SqliteConnection connection, BatchWriter writer, int first, int each) =>
        (this.database, this.connection, this.writer, next, this.each) = (database, connection, writer, first, each);

    public static async Task<IndexRun> StartAsync(string directory, int first, int each)
    {
        var database = Database.Open(new StorageOptions { ConnectionString = TemplateDatabase.ConnectionTo(directory) });
        return new IndexRun(database, OpenCases.Open(directory), await BatchWriter.OpenAsync(database), first, each);
    }

    /// <summary>Of each thing: how many cases a second with and without it, and what share of a case's time and processor time it takes.</summary>
    public async Task<TextTable> RunAsync(int rounds)
    {
        var changes = IndexChange.All(connection);
        var turns = changes.ToDictionary(change => change, _ => new List<(Turn With, Turn Without)>());
        await StoreAsync();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var change in changes)
            {
                var with = await StoreAsync();
                IndexChange.Run(connection, change.Take);
                var without = await StoreAsync();
                IndexChange.Run(connection, change.Bring);
                turns[change].Add((with, without));
            }
        }

        var table = new TextTable("cases/s of the writer", "with", "without", "its time, %", "of CPU, %");
        foreach (var change in changes)
        {
            var all = turns[change];
            table.Add(
                change.Name,
                each / Median.Of(all.Select(turn => turn.With.Seconds)),
                each / Median.Of(all.Select(turn => turn.Without.Seconds)),
                100 * (1 - Median.Of(all.Select(turn => turn.Without.Seconds / turn.With.Seconds))),
                100 * (1 - Median.Of(all.Select(turn => turn.Without.Cpu / turn.With.Cpu))));
        }

        return table;
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task<Turn> StoreAsync()
    {
        IndexChange.Run(connection, "PRAGMA wal_checkpoint(TRUNCATE);");
        var (beganAt, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        for (var stored = 0; stored < each; stored += Batch)
        {
            await writer.StoreAsync(next, Batch);
            next += Batch;
        }

        return new Turn(Stopwatch.GetElapsedTime(beganAt).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }

    private sealed record Turn(double Seconds, double Cpu);
}
