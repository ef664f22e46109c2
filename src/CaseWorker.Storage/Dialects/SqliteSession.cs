using CaseWorker.Storage.Cases;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CaseWorker.Storage.Dialects;

/// <param name="prepared">The prepared statements of the connection; they outlive the session.</param>
internal sealed class SqliteSession(
    SqliteConnection connection,
    SqlitePrepared prepared,
    TimeSpan timeout,
    CancellationToken cancellation)
    : Session(connection, null, timeout, cancellation)
{
    internal override StorageProvider Provider => StorageProvider.Sqlite;

    internal override Task<List<T>> QueryAsync<T>(Sql sql, object? parameters = null)
    {
        var results = new List<T>();
        var statement = Bound(prepared.StatementOf(sql), parameters);
        var mapper = statement.Mapper<T>();
        statement.Run(row => results.Add(mapper(row)));
        return Task.FromResult(results);
    }

    internal override Task<T?> QueryFirstAsync<T>(Sql sql, object? parameters = null)
        where T : default
    {
        T? first = default;
        var statement = Bound(prepared.StatementOf(sql), parameters);
        var mapper = statement.Mapper<T>();
        statement.Run(row => first = mapper(row), most: 1);
        return Task.FromResult(first);
    }

    internal override Task<CasePage> QueryPageAsync(KeyedRows rows, DynamicParameters parameters, int skip, int top)
    {
        var statement = Bound(prepared.StatementOf(rows), parameters);
        using var page = new SortedPage(rows.Descending, skip, top);
        statement.Run(row => page.Add(KeyOf(row, rows.Kind, rows.Descending)));
        return Task.FromResult(page.Read());
    }

    internal override Task ExecuteAsync<TRow>(RowBatch<TRow> batch, IReadOnlyList<TRow> rows)
    {
        if (rows.Count == 0)
            return Task.CompletedTask;

        var statement = prepared.StatementOf(batch);
        foreach (var row in rows)
        {
            Bind(statement, batch, row);
            statement.Run();
        }

        return Task.CompletedTask;
    }

    internal override Task<List<TResult>> QueryAsync<TRow, TResult>(RowBatch<TRow> batch, IReadOnlyList<TRow> rows)
    {
        var results = new List<TResult>();
        if (rows.Count == 0)
            return Task.FromResult(results);

        var statement = prepared.StatementOf(batch);
        var mapper = statement.Mapper<TResult>();
        Action<SqliteRow> keep = row => results.Add(mapper(row));
        foreach (var row in rows)
        {
            Bind(statement, batch, row);
            statement.Run(keep);
        }

        return Task.FromResult(results);
    }

    private protected override string TextOf(Sql sql) => sql.Sqlite;

    private SqliteStatement Bound(SqliteStatement statement, object? parameters)
    {
        Cancellation.ThrowIfCancellationRequested();
        SqliteParameters.Bind(statement, parameters);
        return statement;
    }

    private static SortKey KeyOf(SqliteRow row, SortKind kind, bool descending)
    {
        var caseId = row.GetInt(0);
        return kind switch
        {
            SortKind.Number => new SortKey(caseId, row.GetDoubleOrNull(1), null, descending),
            SortKind.Text => new SortKey(caseId, null, row.GetText(1), descending),
            SortKind.NumberElseText => row.IsNull(1)
                ? new SortKey(caseId, null, null, descending)
                : new SortKey(caseId, row.GetDoubleOrNull(2), row.GetText(1), descending),
        };
    }

    private static void Bind<TRow>(SqliteStatement statement, RowBatch<TRow> batch, TRow row)
    {
        for (var column = 0; column < batch.Columns.Count; column++)
            statement.Bind(column, batch.Columns[column].Value(row));
    }
}
