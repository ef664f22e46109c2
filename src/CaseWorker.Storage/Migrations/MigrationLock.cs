using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Storage.Migrations;

/// <summary>Held while the schema changes, so that processes that start together take turns. Makes the database where there is none.</summary>
internal static partial class MigrationLock
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits for the lock as long as it takes; disposing the result gives it back.</summary>
    public static async Task<IAsyncDisposable> TakeAsync(Database database, TimeProvider time, ILogger logger, CancellationToken cancellation) =>
        database.Provider switch
        {
            StorageProvider.Sqlite => await TakeFileAsync(database.ConnectionString, time, logger, cancellation),
            StorageProvider.SqlServer => await SqlServerMigrationLock.TakeAsync(database.ConnectionString, time, () => LogWaiting(logger), cancellation),
        };

    // Differs from SQL Server: a lock in the database would itself need a table; the file beside it stays, since removing it would race with the next in line.
    private static async Task<IAsyncDisposable> TakeFileAsync(string connectionString, TimeProvider time, ILogger logger, CancellationToken cancellation)
    {
        var file = Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        for (var isFirstTry = true; ; isFirstTry = false)
        {
            try
            {
                return new FileStream(file + ".migration-lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (IsHeldElsewhere(exception))
            {
                if (isFirstTry)
                    LogWaiting(logger);

                await Task.Delay(AskAgainAfter, time, cancellation);
            }
        }
    }

    // EWOULDBLOCK on Linux (11) and macOS (35), ERROR_SHARING_VIOLATION (0x20) on Windows: everything else, a full disk say, is no reason to wait.
    private static bool IsHeldElsewhere(IOException exception) =>
        exception.GetType() == typeof(IOException) && (exception.HResult & 0xFFFF) is 11 or 35 or 0x20;

    [LoggerMessage(1001, LogLevel.Information, "Another process is changing the schema; waiting for it to finish")]
    private static partial void LogWaiting(ILogger logger);
}
