using Microsoft.Data.Sqlite;

namespace CaseWorker.Storage.Dialects;

/// <summary>The batch statements that a connection has prepared: each once, at its first use.</summary>
internal sealed class SqlitePrepared(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteStatement> statements = [];
    private readonly Dictionary<string, SqliteCommand> commands = [];

    /// <summary>For rows that are written, or looked up and mostly not found.</summary>
    public SqliteStatement StatementOf<TRow>(RowBatch<TRow> batch)
    {
        if (!statements.TryGetValue(batch.Sqlite, out var statement))
            statements.Add(batch.Sqlite, statement = new SqliteStatement(connection, batch.Sqlite, batch.Columns.Select(column => column.Name)));

        return statement;
    }

    /// <summary>For results that must be read; the parameters stand in the order of the columns.</summary>
    public SqliteCommand CommandOf<TRow>(RowBatch<TRow> batch)
    {
        if (!commands.TryGetValue(batch.Sqlite, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = batch.Sqlite;
            foreach (var column in batch.Columns)
                command.Parameters.Add(new SqliteParameter { ParameterName = "@" + column.Name });

            commands.Add(batch.Sqlite, command);
        }

        return command;
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();
        foreach (var command in commands.Values)
            command.Dispose();

        statements.Clear();
        commands.Clear();
    }
}
