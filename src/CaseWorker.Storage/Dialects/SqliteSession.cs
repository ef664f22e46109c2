using System.Data.Common;
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
        if (!IsRow(typeof(T)))
            return base.QueryAsync<T>(sql, parameters);

        var results = new List<T>();
        var parsers = new ParserCache<T>();
        Bound(prepared.StatementOf(sql), parameters).Run(row => results.Add(parsers.ParserFor(row)(row)));
        return Task.FromResult(results);
    }

    internal override Task<T?> QueryFirstAsync<T>(Sql sql, object? parameters = null)
        where T : default
    {
        if (!IsRow(typeof(T)))
            return base.QueryFirstAsync<T>(sql, parameters);

        T? first = default;
        Bound(prepared.StatementOf(sql), parameters).Run(row => first = RowParser<T>(row)(row), most: 1);
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
        var parsers = new ParserCache<TResult>();
        foreach (var row in rows)
        {
            Bind(statement, batch, row);
            statement.Run(result => results.Add(parsers.ParserFor(result)(result)));
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

    private static SortKey KeyOf(DbDataReader row, SortKind kind, bool descending)
    {
        var caseId = row.GetInt32(0);
        return kind switch
        {
            SortKind.Number => new SortKey(caseId, NumberIn(row, 1), null, descending),
            SortKind.Text => new SortKey(caseId, null, row.GetString(1), descending),
            SortKind.NumberElseText => row.IsDBNull(1)
                ? new SortKey(caseId, null, null, descending)
                : new SortKey(caseId, NumberIn(row, 2), row.GetString(1), descending),
        };
    }

    private static double? NumberIn(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    private static void Bind<TRow>(SqliteStatement statement, RowBatch<TRow> batch, TRow row)
    {
        for (var column = 0; column < batch.Columns.Count; column++)
            statement.Bind(column, batch.Columns[column].Value(row));
    }

    // A single value can be of a type that only the mapper knows to convert.
    private static bool IsRow(Type type) => type.IsClass && type != typeof(string) && type != typeof(byte[]);

    /// <summary>The parser of the row before, while rows have values of the same types: making one costs more than reading a small row.</summary>
    private sealed class ParserCache<T>
    {
        private Type[] types = [];
        private Func<DbDataReader, T>? parser;

        public Func<DbDataReader, T> ParserFor(DbDataReader reader)
        {
            if (parser is not null && IsSame(reader))
                return parser;

            types = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetFieldType)];
            return parser = RowParser<T>(reader);
        }

        private bool IsSame(DbDataReader reader)
        {
            for (var column = 0; column < types.Length; column++)
            {
                if (reader.GetFieldType(column) != types[column])
                    return false;
            }

            return true;
        }
    }
}
