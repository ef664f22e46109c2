using CaseWorker.Storage;
using CaseWorker.Storage.Migrations;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CaseWorker.Tests.SqlGate;

/// <summary>An empty database in memory with the schema of the migrations.</summary>
internal static class SqliteSchema
{
    private static readonly Lock OneAtATime = new();

    private static readonly SqliteConnection Connection = Open();

    private static sqlite3 Handle => Connection.Handle!;

    public static SqliteText Prepare(string text)
    {
        lock (OneAtATime)
            return SqliteText.Prepare(Handle, text);
    }

    /// <summary>The rows of a question about the schema, each a list of its values.</summary>
    public static IReadOnlyList<object?[]> Ask(string question)
    {
        lock (OneAtATime)
        {
            using var command = Connection.CreateCommand();
            command.CommandText = question;
            using var reader = command.ExecuteReader();
            var rows = new List<object?[]>();
            while (reader.Read())
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);

            return rows;
        }
    }

    private static SqliteConnection Open()
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        foreach (var script in MigrationScripts.For(StorageProvider.Sqlite))
        {
            using var command = connection.CreateCommand();
            command.CommandText = script.Contents;
            command.ExecuteNonQuery();
        }

        return connection;
    }
}
