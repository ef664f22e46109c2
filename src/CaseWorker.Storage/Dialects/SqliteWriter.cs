using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace CaseWorker.Storage.Dialects;

/// <summary>The only writer of this process: takes all work that waits, commits it together, and only then reports it done.</summary>
/// <remarks>
/// Work is run in the order in which it was handed in. A piece that fails takes no other down: the shared transaction is rolled
/// back and each piece is redone alone. An error that concerns the database itself fails the whole group, since the next try
/// would fail as well; the callers decide when to try again.
/// </remarks>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private readonly Func<SqliteConnection> open;
    private readonly TimeSpan timeout;
    private readonly int maxWeight;
    private readonly Func<Exception, bool> isTransient;
    private readonly Channel<Work> queue = Channel.CreateUnbounded<Work>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task loop;
    private SqliteConnection? connection;
    private SqlitePrepared? prepared;

    public SqliteWriter(Func<SqliteConnection> open, TimeSpan timeout, int maxWeight, Func<Exception, bool> isTransient)
    {
        this.open = open;
        this.timeout = timeout;
        this.maxWeight = maxWeight;
        this.isTransient = isTransient;

        // A thread of its own: an fsync blocks, and must not block a thread that serves requests.
        loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public async Task<T> WriteAsync<T>(Func<Session, Task<T>> work, int weight, CancellationToken cancellation)
    {
        var piece = new Work<T>(work, weight, cancellation);
        ObjectDisposedException.ThrowIf(!queue.Writer.TryWrite(piece), this);

        return await piece.Done;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
    }

    private void Run()
    {
        var group = new List<Work>();
        Work? next = null;
        while (next is not null || queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            group.Clear();
            var weight = 0;
            while (next is not null || queue.Reader.TryRead(out next))
            {
                if (group.Count > 0 && weight + next.Weight > maxWeight)
                    break;

                if (!next.GivenUp())
                {
                    group.Add(next);
                    weight += next.Weight;
                }

                next = null;
            }

            if (group.Count > 0)
                Commit(group);
        }

        CloseConnection();
    }

    private void Commit(List<Work> group)
    {
        try
        {
            RunInTransaction(group);
        }
        catch (Exception exception)
        {
            if (group.Count == 1 || isTransient(exception))
            {
                foreach (var piece in group)
                    piece.Fail(exception);

                return;
            }

            foreach (var piece in group)
                Commit([piece]);

            return;
        }

        foreach (var piece in group)
            piece.Succeed();
    }

    private void RunInTransaction(List<Work> group)
    {
        try
        {
            connection ??= open();
            prepared ??= new SqlitePrepared(connection);
            using var transaction = SqliteWriteTransaction.Begin(connection, SqliteDatabase.LockPatience);
            foreach (var piece in group)
                piece.Run(new SqliteSession(connection, prepared, timeout, CancellationToken.None));

            transaction.Commit();
        }
        catch (SqliteException)
        {
            // A connection that failed once is not trusted again: after a full disk or a lost file only a new one tells the truth.
            CloseConnection();
            throw;
        }
    }

    private void CloseConnection()
    {
        prepared?.Dispose();
        prepared = null;
        connection?.Dispose();
        connection = null;
    }

    private abstract class Work(int weight)
    {
        public int Weight { get; } = weight;

        public abstract bool GivenUp();

        public abstract void Run(SqliteSession session);

        public abstract void Succeed();

        public abstract void Fail(Exception exception);
    }

    private sealed class Work<T>(Func<Session, Task<T>> work, int weight, CancellationToken cancellation) : Work(weight)
    {
        private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;

        public Task<T> Done => done.Task;

        public override bool GivenUp() => cancellation.IsCancellationRequested && done.TrySetCanceled(cancellation);

        // Statements of this driver complete at once; a piece of work that waits for anything else would hold the write lock meanwhile.
        public override void Run(SqliteSession session) => result = work(session).GetAwaiter().GetResult();

        public override void Succeed() => done.TrySetResult(result!);

        public override void Fail(Exception exception) => done.TrySetException(exception);
    }
}
