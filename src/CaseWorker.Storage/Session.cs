using System.Data.Common;
using System.Globalization;
using CaseWorker.Storage.Cases;
using Dapper;

namespace CaseWorker.Storage;

/// <summary>An open connection, in a transaction when it may write. Lives as long as one piece of work.</summary>
/// <remarks>Not thread-safe: statements of one piece of work run one after the other.</remarks>
public abstract class Session
{
    private readonly DbConnection connection;
    private readonly DbTransaction? transaction;
    private readonly int timeoutSeconds;

    private protected Session(DbConnection connection, DbTransaction? transaction, TimeSpan timeout, CancellationToken cancellation)
    {
        this.connection = connection;
        this.transaction = transaction;
        timeoutSeconds = (int)Math.Ceiling(timeout.TotalSeconds);
        Cancellation = cancellation;
    }

    internal abstract StorageProvider Provider { get; }

    /// <summary>Cancels the statement that is running; the transaction then rolls back.</summary>
    internal CancellationToken Cancellation { get; }

    internal virtual Task<int> ExecuteAsync(Sql sql, object? parameters = null) => connection.ExecuteAsync(Command(sql, parameters));

    internal virtual async Task<List<T>> QueryAsync<T>(Sql sql, object? parameters = null) =>
        (await connection.QueryAsync<T>(Command(sql, parameters))).AsList();

    /// <summary>The first row, or null (for value types their default) when there is none.</summary>
    internal virtual Task<T?> QueryFirstAsync<T>(Sql sql, object? parameters = null) =>
        connection.QueryFirstOrDefaultAsync<T>(Command(sql, parameters));

    /// <summary>The page of the rows in their order, and how many rows there are: both of one moment.</summary>
    /// <param name="parameters">Those of the rows.</param>
    /// <param name="skip">How many come before the page.</param>
    /// <param name="top">How many it has at most, 1 or more.</param>
    internal abstract Task<CasePage> QueryPageAsync(KeyedRows rows, DynamicParameters parameters, int skip, int top);

    /// <summary>Runs the batch's statement for every row, in order. No rows: nothing is sent.</summary>
    internal abstract Task ExecuteAsync<TRow>(RowBatch<TRow> batch, IReadOnlyList<TRow> rows);

    /// <summary>Runs the batch's statement for every row and returns all result rows; their order is not defined.</summary>
    internal abstract Task<List<TResult>> QueryAsync<TRow, TResult>(RowBatch<TRow> batch, IReadOnlyList<TRow> rows);

    /// <summary>Reads one row: a plain value whatever integer type the driver has for it, else an object by its columns.</summary>
    private protected static Func<DbDataReader, T> RowParser<T>(DbDataReader reader) => typeof(T).IsPrimitive
        ? row => (T)Convert.ChangeType(row.GetValue(0), typeof(T), CultureInfo.InvariantCulture)
        : reader.GetRowParser<T>();

    private protected abstract string TextOf(Sql sql);

    private CommandDefinition Command(Sql sql, object? parameters) =>
        new(TextOf(sql), parameters, transaction, timeoutSeconds, cancellationToken: Cancellation);
}
