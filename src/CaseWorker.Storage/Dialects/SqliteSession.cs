using Microsoft.Data.Sqlite;

namespace CaseWorker.Storage.Dialects;

/// <param name="prepared">The prepared batch statements of the connection; they outlive the session.</param>
internal sealed class SqliteSession(
    SqliteConnection connection,
    SqlitePrepared prepared,
    TimeSpan timeout,
    CancellationToken cancellation)
    : Session(connection, null, timeout, cancellation)
{
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
        foreach (var row in rows)
        {
            Bind(statement, batch, row);

            // Most look-ups find nothing, and then no reader need be made.
            if (!statement.IsReadOnly || statement.Run())
                Read(prepared.CommandOf(batch), batch, row, results);
        }

        return Task.FromResult(results);
    }

    private protected override string TextOf(Sql sql) => sql.Sqlite;

    private static void Bind<TRow>(SqliteStatement statement, RowBatch<TRow> batch, TRow row)
    {
        for (var column = 0; column < batch.Columns.Count; column++)
            statement.Bind(column, batch.Columns[column].Value(row));
    }

    private static void Read<TRow, TResult>(SqliteCommand command, RowBatch<TRow> batch, TRow row, List<TResult> results)
    {
        for (var column = 0; column < batch.Columns.Count; column++)
            command.Parameters[column].Value = batch.Columns[column].Value(row) ?? DBNull.Value;

        using var reader = command.ExecuteReader();
        if (!reader.Read())
            return;

        var parse = RowParser<TResult>(reader);
        do
            results.Add(parse(reader));
        while (reader.Read());
    }
}
