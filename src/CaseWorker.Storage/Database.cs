namespace CaseWorker.Storage;

/// <summary>The database: a place to read from, and a place to write to in transactions.</summary>
public abstract class Database : IAsyncDisposable
{
    static Database() => InstantHandler.Register();

    /// <summary>Opens the database that <paramref name="options"/> names. Nothing is connected yet.</summary>
    public static Database Open(StorageOptions options) => options.Provider switch
    {
        StorageProvider.Sqlite => new Dialects.SqliteDatabase(options),
        StorageProvider.SqlServer => new Dialects.SqlServerDatabase(options),
    };

    /// <summary>The dialect in use.</summary>
    public abstract StorageProvider Provider { get; }

    /// <summary>How many cases one piece of work should store at most; see <see cref="StorageOptions.MaxBatch"/>.</summary>
    public abstract int MaxBatch { get; }

    /// <summary>Whether the server's own full-text search is wanted, where it has one; see <see cref="StorageOptions.FullText"/>.</summary>
    internal virtual bool WantsFullText => false;

    /// <summary>The connection string in use, secrets included: for migrations, never for a log.</summary>
    internal abstract string ConnectionString { get; }

    /// <summary>Runs <paramref name="work"/> in one transaction and commits it.</summary>
    /// <param name="work">
    /// Must change nothing but the database, since it can be run again: with SQLite several pieces of work share a transaction
    /// (one fsync for all), and when one of them fails, each is redone in a transaction of its own.
    /// </param>
    /// <param name="weight">About how many rows the work writes; a shared transaction takes up to <see cref="MaxBatch"/>.</param>
    /// <param name="cancellation">Stops waiting and rolls back; once the commit has begun it has no effect.</param>
    /// <returns>What the work returned, after the commit.</returns>
    /// <exception cref="Exception">Whatever the work or the driver threw; nothing was committed, except that a connection lost during a commit leaves the outcome unknown.</exception>
    public abstract Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation, int weight = 1);

    /// <summary>Runs work that returns nothing; see <see cref="WriteAsync{T}"/>.</summary>
    public Task WriteAsync(Func<Session, Task> work, CancellationToken cancellation) =>
        WriteAsync(
            async session =>
            {
                await work(session);
                return true;
            },
            cancellation);

    /// <summary>Runs <paramref name="work"/> on a connection of its own. With SQLite all of it sees one snapshot, with SQL Server each statement its own.</summary>
    /// <param name="work">Must change nothing.</param>
    /// <param name="cancellation">Stops the statement that is running, in the database too.</param>
    /// <exception cref="OperationCanceledException">It was cancelled, and the database has stopped, or did not say so within 5 s.</exception>
    public abstract Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation);

    /// <summary>True when trying again later can help: the database is away, busy, full, or chose this transaction as deadlock victim.</summary>
    public abstract bool IsTransient(Exception exception);

    /// <summary>True when a unique key refused a row.</summary>
    public abstract bool IsDuplicate(Exception exception);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
