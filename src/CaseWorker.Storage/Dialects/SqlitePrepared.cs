using Microsoft.Data.Sqlite;

namespace CaseWorker.Storage.Dialects;

/// <summary>The statements that a connection has prepared: each once, at its first use.</summary>
internal sealed class SqlitePrepared(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteStatement> batches = [];
    private readonly Dictionary<string, SqliteStatement> queries = [];
    private readonly Dictionary<string, SqliteStatement> pages = [];

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
    public SqliteStatement StatementOf(Sql query) => Find(queries, query.Sqlite);

    /// <summary>For rows of which a page is wanted: their texts are of as many kinds as callers ask for, and are kept apart from the others.</summary>
    public SqliteStatement StatementOf(KeyedRows rows) => Find(pages, rows.Rows.Sqlite);

    public void Dispose()
    {
        Forget(pages);
        Forget(queries);
        Forget(batches);
    }

    private SqliteStatement Find(Dictionary<string, SqliteStatement> among, string text)
    {
        if (!among.TryGetValue(text, out var statement))
        {
            if (among.Count == MostQueries)
                Forget(among);

            among.Add(text, statement = new SqliteStatement(connection, text, []));
        }

        return statement;
    }

    private static void Forget(Dictionary<string, SqliteStatement> forgotten)
    {
        foreach (var statement in forgotten.Values)
            statement.Dispose();

        forgotten.Clear();
    }
}
