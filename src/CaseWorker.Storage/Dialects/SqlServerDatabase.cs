using Microsoft.Data.SqlClient;

namespace CaseWorker.Storage.Dialects;

/// <summary>SQL Server: every piece of work has a connection and a transaction of its own; order comes from row locks.</summary>
internal sealed class SqlServerDatabase : Database
{
    // Deadlock victim, lock time-out, snapshot conflict, client time-out, and the numbers that mean "the server is not there just now".
    private static readonly HashSet<int> TransientNumbers =
    [
        -2, -1, 2, 20, 53, 64, 121, 233, 258, 596, 601, 617, 669, 921, 926, 945, 976, 978, 981, 983, 1204, 1205, 1222, 3960, 3966, 4060, 4221,
        6005, 9002, 10053, 10054, 10060, 10061, 10928, 10929, 11001, 17142, 17197, 18401, 40143, 40197, 40501, 40613, 49918, 49919, 49920,
    ];

    // The full-text service does not answer just now; everything else on the server does.
    private static readonly HashSet<int> FullTextNumbers = [7607, 7608, 7609, 9954, 30046, 30053];

    // A server that stops statements does it at once. One that does not is left to its statement; the caller is not.
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(5);

    private readonly StorageOptions options;

    public SqlServerDatabase(StorageOptions options)
    {
        this.options = options;
        SqlServerPackets.KeepApart(options.ConnectionString);
    }

    public override StorageProvider Provider => StorageProvider.SqlServer;

    public override int MaxBatch => options.MaxBatch;

    internal override bool WantsFullText => options.FullText;

    internal override string ConnectionString => options.ConnectionString;

    public override async Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation, int weight = 1)
    {
        await using var connection = new SqlConnection(ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var transaction = (SqlTransaction)await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancellation);
        var result = await work(new SqlServerSession(connection, transaction, options.CommandTimeout, cancellation));
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }

    public override async Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation)
    {
        var reading = ReadToEndAsync(work, cancellation);
        try
        {
            return await reading.WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (!reading.IsCompleted)
        {
            // The driver has told the server to stop and waits for its word, which some servers do not give before the statement ends.
            await Task.WhenAny(reading, Task.Delay(StopsWithin, CancellationToken.None));
            if (reading.IsCompleted)
                return await reading;

            _ = reading.ContinueWith(static left => left.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>Whether the server answers, but its full-text service does not.</summary>
    internal static bool IsFullTextAway(SqlException exception) => FullTextNumbers.Contains(exception.Number);

    public override bool IsTransient(Exception exception) => exception switch
    {
        SqlException sql => sql.Errors.Cast<SqlError>().Any(error => TransientNumbers.Contains(error.Number)) || sql.Class >= 20 || IsFullTextAway(sql),
        TimeoutException => true,
        // The pool is exhausted, or the connection died under the transaction.
        InvalidOperationException { Source: "Microsoft.Data.SqlClient" or "Core Microsoft SqlClient Data Provider" } => true,
        System.IO.IOException or System.Net.Sockets.SocketException => true,
        _ => false,
    };

    public override bool IsDuplicate(Exception exception) => exception is SqlException { Number: 2627 or 2601 };

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<T> ReadToEndAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation)
    {
        await using var connection = new SqlConnection(ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return await work(new SqlServerSession(connection, null, options.CommandTimeout, cancellation));
        }
        catch (Exception exception) when (exception is SqlException or InvalidOperationException && cancellation.IsCancellationRequested)
        {
            // The driver calls the cancellation an error.
            throw new OperationCanceledException("The statement was stopped.", exception, cancellation);
        }
    }
}
