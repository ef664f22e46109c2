using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CaseWorker.Storage.Dialects;

/// <summary>One file: readers beside one writer per process, which shares its transactions among all who wait.</summary>
internal sealed class SqliteDatabase : Database
{
    // SQLITE_BUSY, LOCKED, NOMEM, READONLY, INTERRUPT, IOERR, FULL, CANTOPEN, PROTOCOL.
    private static readonly HashSet<int> TransientCodes = [5, 6, 7, 8, 9, 10, 13, 14, 15];

    /// <summary>What every connection is told first.</summary>
    /// <remarks>
    /// FULL: the broker's message is acknowledged after the commit, so a commit must survive a power cut. The log grows to 32 MiB
    /// before it is copied into the file: pages that several commits change are copied once, and not after each.
    /// </remarks>
    internal const string Pragmas =
        "PRAGMA busy_timeout = 4000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 8192;";

    /// <summary>How long a statement waits for the write lock of another process, as busy_timeout says it.</summary>
    internal static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(4);

    private readonly StorageOptions options;
    private readonly SqliteWriter writer;
    private readonly SqliteReaders readers;

    public SqliteDatabase(StorageOptions options)
    {
        this.options = options;
        ConnectionString = new SqliteConnectionStringBuilder(options.ConnectionString) { DefaultTimeout = 5 }.ToString();
        readers = new SqliteReaders(OpenConnection);
        writer = new SqliteWriter(OpenConnection, options.CommandTimeout, options.MaxBatch, IsTransient);
    }

    public override StorageProvider Provider => StorageProvider.Sqlite;

    public override int MaxBatch => options.MaxBatch;

    internal override string ConnectionString { get; }

    public override Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation, int weight = 1) =>
        writer.WriteAsync(work, weight, cancellation);

    public override async Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation)
    {
#pragma warning disable CA2000 // A connection that has not failed goes back to the others.
        var reader = readers.Take();
#pragma warning restore CA2000
        StopWhen(reader.Handle, cancellation);
        try
        {
            // One lock and one snapshot for all statements: each alone would lock the file anew, which costs as much as finding a row.
            Run(reader.Handle, "BEGIN");
            var result = await work(new SqliteSession(reader.Connection, reader.Prepared, options.CommandTimeout, cancellation));
            Run(reader.Handle, "COMMIT");
            raw.sqlite3_progress_handler(reader.Handle, 0, null, null);
            readers.Return(reader);
            return result;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_INTERRUPT && cancellation.IsCancellationRequested)
        {
            Drop(reader);
            throw new OperationCanceledException("The statement was stopped.", exception, cancellation);
        }
        catch
        {
            Drop(reader);
            throw;
        }
    }

    public override bool IsTransient(Exception exception) =>
        exception is SqliteException sqlite && TransientCodes.Contains(sqlite.SqliteErrorCode);

    public override bool IsDuplicate(Exception exception) =>
        exception is SqliteException { SqliteExtendedErrorCode: 1555 or 2067 };

    public override async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        readers.Dispose();
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    // After a full disk or a lost file only a new connection tells the truth. The driver may give the old one to another user.
    private static void Drop(SqliteReader reader)
    {
        raw.sqlite3_progress_handler(reader.Handle, 0, null, null);
        if (raw.sqlite3_get_autocommit(reader.Handle) == 0)
            raw.sqlite3_exec(reader.Handle, "ROLLBACK");

        reader.Dispose();
    }

    // The driver looks at its token only before a statement begins. SQLite asks every so many steps whether to go on, so that a
    // cancellation is seen wherever it falls; an interrupt from outside is lost when no statement is running yet.
    private static void StopWhen(sqlite3 handle, CancellationToken cancellation)
    {
        const int Steps = 10_000;
        if (cancellation.CanBeCanceled)
            raw.sqlite3_progress_handler(handle, Steps, _ => cancellation.IsCancellationRequested ? 1 : 0, null);
    }

    private static void Run(sqlite3 handle, string text) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(handle, text), handle);

    private SqliteConnection OpenConnection()
    {
        var connection = new SqliteConnection(ConnectionString);
        try
        {
            connection.Open();
            using var pragmas = connection.CreateCommand();
            pragmas.CommandText = Pragmas;
            pragmas.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
