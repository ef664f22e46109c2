using Microsoft.Data.Sqlite;

namespace CaseWorker.Storage.Dialects;

/// <param name="prepared">The prepared batch statements of the connection; they outlive the session.</param>
internal sealed class SqliteSession(
    SqliteConnection connection,
    SqliteTransaction? transaction,
    Dictionary<string, SqliteCommand> prepared,
    TimeSpan timeout,
    CancellationToken cancellation)
    : Session(connection, transaction, timeout, cancellation)
{
    internal override Task ExecuteAsync<TRow>(RowBatch<TRow> batch, IReadOnlyList<TRow> rows)
    {
        if (rows.Count == 0)
            return Task.CompletedTask;

        var command = Prepare(batch);
        foreach (var row in rows)
        {
            Bind(command, batch, row);
            command.ExecuteNonQuery();
        }

        return Task.CompletedTask;
    }

    internal override Task<List<TResult>> QueryAsync<TRow, TResult>(RowBatch<TRow> batch, IReadOnlyList<TRow> rows)
    {
        var results = new List<TResult>();
        if (rows.Count == 0)
            return Task.FromResult(results);

        var command = Prepare(batch);
        foreach (var row in rows)
        {
            Bind(command, batch, row);
            using var reader = command.ExecuteReader();
            if (!reader.Read())
                continue;

            var parse = RowParser<TResult>(reader);
            do
                results.Add(parse(reader));
            while (reader.Read());
        }

        return Task.FromResult(results);
    }

    private protected override string TextOf(Sql sql) => sql.Sqlite;

    private SqliteCommand Prepare<TRow>(RowBatch<TRow> batch)
    {
        if (!prepared.TryGetValue(batch.Sqlite, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = batch.Sqlite;
            foreach (var column in batch.Columns)
                command.Parameters.Add(new SqliteParameter { ParameterName = "@" + column.Name });

            prepared.Add(batch.Sqlite, command);
        }

        command.Transaction = transaction;
        return command;
    }

    private static void Bind<TRow>(SqliteCommand command, RowBatch<TRow> batch, TRow row)
    {
        for (var i = 0; i < batch.Columns.Count; i++)
            command.Parameters[i].Value = batch.Columns[i].Value(row) ?? DBNull.Value;
    }
}
