using Microsoft.Data.Sqlite;

namespace CaseWorker.Storage.Dialects;

/// <summary>The statements that a connection has prepared: each once, at its first use.</summary>
internal sealed class SqlitePrepared(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteStatement> batches = [];
    private readonly Dictionary<string, SqliteStatement> queries = [];

    // Texts that are put together from what a caller wants could be without number.
    private const int MostQueries = 200;

    /// <summary>For what is run row after row.</summary>
    public SqliteStatement StatementOf<TRow>(RowBatch<TRow> batch)
    {
        if (!batches.TryGetValue(batch.Sqlite, out var statement))
            batches.Add(batch.Sqlite, statement = new SqliteStatement(connection, batch.Sqlite, batch.Columns.Select(column => column.Name)));

        return statement;
    }

    /// <summary>For what is run once at a time, whose values are bound by their names.</summary>
    public SqliteStatement StatementOf(string text)
    {
        if (!queries.TryGetValue(text, out var statement))
        {
            if (queries.Count == MostQueries)
                Forget(queries);

            queries.Add(text, statement = new SqliteStatement(connection, text, []));
        }

        return statement;
    }

    public void Dispose()
    {
        Forget(queries);
        Forget(batches);
    }

    private static void Forget(Dictionary<string, SqliteStatement> forgotten)
    {
        foreach (var statement in forgotten.Values)
            statement.Dispose();

        forgotten.Clear();
    }
}
