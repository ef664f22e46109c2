using CaseWorker.Benchmarks.Databases;
using CaseWorker.Storage;
using CaseWorker.Storage.Dialects;
using CaseWorker.Storage.Intake;
using Microsoft.Data.Sqlite;

namespace CaseWorker.Benchmarks.Bare;

/// <summary>The same rows into the same tables with the least that can be written: prepared inserts, one transaction, synchronous=FULL.</summary>
internal sealed class BareStore : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand cases;
    private readonly SqliteCommand properties;
    private readonly SqliteCommand notes;
    private readonly SqliteCommand assignments;
    private readonly SqliteCommand outbox;

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
            Insert(cases, transaction, rows.Case);
        foreach (var rows in batch)
            Insert(properties, transaction, rows.Properties);
        foreach (var rows in batch)
            Insert(notes, transaction, rows.Notes);
        foreach (var rows in batch)
            Insert(assignments, transaction, rows.Assignment);
        foreach (var rows in batch)
            Insert(outbox, transaction, rows.Outbox);

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

    private SqliteCommand Prepare<T>(RowBatch<T> batch)
    {
        var command = connection.CreateCommand();
        command.CommandText = batch.Sqlite;
        foreach (var column in batch.Columns)
            command.Parameters.Add(new SqliteParameter { ParameterName = "@" + column.Name });

        return command;
    }

    private static void Insert(SqliteCommand command, SqliteTransaction transaction, params object[][] rows)
    {
        command.Transaction = transaction;
        foreach (var values in rows)
        {
            for (var place = 0; place < values.Length; place++)
                command.Parameters[place].Value = values[place];

            command.ExecuteNonQuery();
        }
    }
}
