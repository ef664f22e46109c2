using CaseWorker.Benchmarks.Databases;
using CaseWorker.Storage;
using CaseWorker.Storage.Dialects;
using CaseWorker.Storage.Intake;
using Microsoft.Data.Sqlite;

namespace CaseWorker.Benchmarks.Bare;

/// <summary>The same rows into the same tables with the least that can be written: prepared inserts, one transaction, synchronous=FULL.</summary>
/// <remarks>The statements are those of the program's own storage, since ADO.NET commands would make the bare part slower than it need be.</remarks>
internal sealed class BareStore : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteStatement cases;
    private readonly SqliteStatement properties;
    private readonly SqliteStatement notes;
    private readonly SqliteStatement assignments;
    private readonly SqliteStatement outbox;

    public BareStore(string directory)
    {
        connection = new SqliteConnection(TemplateDatabase.ConnectionTo(directory));
        connection.Open();
        using var pragmas = connection.CreateCommand();
        pragmas.CommandText = SqliteDatabase.Pragmas;
        pragmas.ExecuteNonQuery();
        cases = Prepare(IntakeTables.Cases);
        properties = Prepare(IntakeTables.Properties);
        notes = Prepare(IntakeTables.Notes);
        assignments = Prepare(IntakeTables.Assignments);
        outbox = Prepare(IntakeTables.Outbox);
    }

    /// <summary>Inserts all rows of these cases, table by table, and commits.</summary>
    public void Commit(IReadOnlyList<BareRows> batch)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        foreach (var rows in batch)
            Insert(cases, rows.Case);
        foreach (var rows in batch)
            Insert(properties, rows.Properties);
        foreach (var rows in batch)
            Insert(notes, rows.Notes);
        foreach (var rows in batch)
            Insert(assignments, rows.Assignment);
        foreach (var rows in batch)
            Insert(outbox, rows.Outbox);

        transaction.Commit();
    }

    public void Dispose()
    {
        cases.Dispose();
        properties.Dispose();
        notes.Dispose();
        assignments.Dispose();
        outbox.Dispose();
        connection.Dispose();
    }

    private SqliteStatement Prepare<T>(RowBatch<T> batch) => new(connection, batch.Sqlite, batch.Columns.Select(column => column.Name));

    private static void Insert(SqliteStatement statement, params object?[][] rows)
    {
        foreach (var values in rows)
        {
            for (var place = 0; place < values.Length; place++)
                statement.Bind(place, values[place]);

            statement.Run();
        }
    }
}
