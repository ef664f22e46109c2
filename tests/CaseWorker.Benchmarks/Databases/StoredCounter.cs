using System.Diagnostics;
using CaseWorker.Benchmarks.Reports;
using Microsoft.Data.Sqlite;

namespace CaseWorker.Benchmarks.Databases;

/// <summary>Watches from outside how many cases are stored, by the counters of the services: 50 small rows, not the table of cases.</summary>
internal static class StoredCounter
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Waits until all are stored.</summary>
    /// <param name="moved">Told each time more are stored, on the way.</param>
    /// <exception cref="TimeoutException">Nothing moved for a long time.</exception>
    public static async Task<Drain> WatchAsync(string directory, int cases, Action<long>? moved = null)
    {
        await using var connection = new SqliteConnection(TemplateDatabase.ConnectionTo(directory) + ";Mode=ReadOnly");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COALESCE(SUM(LastSequence), 0) FROM ServiceCounter";

        var drain = new Drain();
        var idle = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Interval);
        do
        {
            var stored = (long)(await command.ExecuteScalarAsync())!;
            if (stored > drain.Stored)
            {
                drain.Note(stored);
                moved?.Invoke(stored);
                idle.Restart();
            }

            if (idle.Elapsed > Patience)
                throw new TimeoutException($"All {cases} cases must get stored; at {drain.Stored} nothing moved for {Patience.TotalSeconds} s.");
        }
        while (drain.Stored < cases && await timer.WaitForNextTickAsync());

        return drain;
    }
}
