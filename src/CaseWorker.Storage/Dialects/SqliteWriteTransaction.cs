using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CaseWorker.Storage.Dialects;

/// <summary>A transaction that has the file's write lock from its first moment; rolled back when it is disposed without a commit.</summary>
/// <remarks>
/// The driver and the library wait for the lock in steps of up to 150 and 100 ms. Where several processes write all the time, the lock
/// is free for some microseconds between two transactions, and who looks so seldom waits for seconds. This looks every millisecond.
/// </remarks>
internal sealed class SqliteWriteTransaction : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(1);

    private readonly sqlite3 handle;
    private bool isOpen;

    private SqliteWriteTransaction(sqlite3 handle) => (this.handle, isOpen) = (handle, true);

    /// <summary>Waits for the write lock, blocking the thread.</summary>
    /// <param name="connection">Must be open and in no transaction.</param>
    /// <param name="patience">How long another process may keep the lock.</param>
    /// <exception cref="SqliteException">The lock was not to be had in time (SQLITE_BUSY), or the file cannot be written.</exception>
    public static SqliteWriteTransaction Begin(SqliteConnection connection, TimeSpan patience)
    {
        var handle = connection.Handle ?? throw new InvalidOperationException("The connection must be open.");
        var begunAt = Stopwatch.GetTimestamp();
        raw.sqlite3_busy_timeout(handle, 0);
        try
        {
            while (true)
            {
                var answer = raw.sqlite3_exec(handle, "BEGIN IMMEDIATE");
                if (answer == raw.SQLITE_OK)
                    return new SqliteWriteTransaction(handle);
                if (answer is not (raw.SQLITE_BUSY or raw.SQLITE_LOCKED) || Stopwatch.GetElapsedTime(begunAt) >= patience)
                    SqliteException.ThrowExceptionForRC(answer, handle);

                Thread.Sleep(LookEvery);
            }
        }
        finally
        {
            raw.sqlite3_busy_timeout(handle, (int)patience.TotalMilliseconds);
        }
    }

    /// <exception cref="SqliteException">Nothing was committed.</exception>
    public void Commit()
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(handle, "COMMIT"), handle);
        isOpen = false;
    }

    public void Dispose()
    {
        // Some errors have rolled back already; then there is nothing left to do, and saying so is no error.
        if (isOpen && raw.sqlite3_get_autocommit(handle) == 0)
            raw.sqlite3_exec(handle, "ROLLBACK");

        isOpen = false;
    }
}
