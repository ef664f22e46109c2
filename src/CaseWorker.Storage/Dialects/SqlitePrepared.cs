using Microsoft.Data.Sqlite;

namespace CaseWorker.Storage.Dialects;

/// <summary>The statements that a connection has prepared: each once, at its first use.</summary>
internal sealed class SqlitePrepared(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteStatement> statements = [];
    private readonly Dictionary<string, SqliteStatement> keyedRows = [];
    private readonly Dictionary<(string Text, Type? Parameters), SqliteCommand> queries = [];

    // Texts that are put together from what a caller wants could be without number.
    private const int MostQueries = 200;

    /// <summary>For what is run row after row.</summary>
    public SqliteStatement StatementOf<TRow>(RowBatch<TRow> batch)
    {
        if (!statements.TryGetValue(batch.Sqlite, out var statement))
            statements.Add(batch.Sqlite, statement = new SqliteStatement(connection, batch.Sqlite, batch.Columns.Select(column => column.Name)));

        return statement;
    }

    /// <summary>For a text that was put together, whose values are bound by their names.</summary>
    public SqliteStatement StatementOf(string text)
    {
        if (!keyedRows.TryGetValue(text, out var statement))
        {
            if (keyedRows.Count == MostQueries)
                Forget(keyedRows);

            keyedRows.Add(text, statement = new SqliteStatement(connection, text, []));
        }

        return statement;
    }

    /// <summary>For a statement that is run once at a time, with the values of <paramref name="parameters"/> set.</summary>
    public SqliteCommand CommandOf(string text, object? parameters, int timeoutSeconds)
    {
        var key = (text, parameters?.GetType());
        if (!queries.TryGetValue(key, out var command))
        {
            if (queries.Count == MostQueries)
                ForgetQueries();

            command = connection.CreateCommand();
            command.CommandText = text;
            command.CommandTimeout = timeoutSeconds;
            queries.Add(key, command);
        }

        SqliteParameters.Set(command, parameters);
        return command;
    }

    public void Dispose()
    {
        ForgetQueries();
        Forget(keyedRows);
        Forget(statements);
    }

    private static void Forget(Dictionary<string, SqliteStatement> forgotten)
    {
        foreach (var statement in forgotten.Values)
            statement.Dispose();

        forgotten.Clear();
    }

    private void ForgetQueries()
    {
        foreach (var command in queries.Values)
            command.Dispose();

        queries.Clear();
    }
}
