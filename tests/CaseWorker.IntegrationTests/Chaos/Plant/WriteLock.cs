using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CaseWorker.IntegrationTests.Chaos.Plant;

/// <summary>The one write lock of the SQLite file: who has it, and taking it away from everybody.</summary>
internal sealed class WriteLock(string file)
{
    // In WAL mode the writer locks this byte of the -shm file.
    private const string Byte = "120";

    /// <summary>True while this process is in a writing transaction; the system's list of locks says so.</summary>
    public static bool IsHeldBy(int process)
    {
        var id = process.ToString(CultureInfo.InvariantCulture);
        return File.ReadLines("/proc/locks").Any(line =>
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, "POSIX", _, "WRITE", var owner, _, Byte, Byte] && owner == id);
    }

    /// <summary>Holds it for a while.</summary>
    public async Task HoldAsync(TimeSpan time)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False;Default Timeout=60");
        await connection.OpenAsync();
        await using var transaction = connection.BeginTransaction(deferred: false);
        await Task.Delay(time);
        await transaction.RollbackAsync();
    }

    /// <summary>Makes the log as short as it can be, so that the next commit needs new blocks of the disk.</summary>
    public async Task ShortenLogAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False;Default Timeout=2");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout = 3000";
        await command.ExecuteNonQueryAsync();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Whether a commit of our own is refused.</summary>
    public async Task<bool> IsRefusedAsync()
    {
        try
        {
            await using var connection = new SqliteConnection($"Data Source={file};Pooling=False;Default Timeout=2");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO ChaosProbe VALUES (zeroblob(100000))";
            await command.ExecuteNonQueryAsync();
            command.CommandText = "DELETE FROM ChaosProbe";
            await command.ExecuteNonQueryAsync();
            return false;
        }
        catch (SqliteException)
        {
            return true;
        }
    }
}
