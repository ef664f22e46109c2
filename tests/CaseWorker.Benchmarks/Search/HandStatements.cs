using CaseWorker.Benchmarks.Due;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CaseWorker.Benchmarks.Search;

/// <summary>Statements on one connection that is theirs alone, each prepared once.</summary>
internal sealed class HandStatements(string directory) : IDisposable
{
    private readonly SqliteConnection connection = OpenCases.Open(directory);
    private readonly Dictionary<string, sqlite3_stmt> prepared = [];

    /// <summary>As it was prepared at the first time.</summary>
    public sqlite3_stmt Of(string text)
    {
        if (!prepared.TryGetValue(text, out var statement))
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(connection.Handle, text, out statement), connection.Handle);
            prepared.Add(text, statement);
        }

        return statement;
    }

    /// <summary>Binds a value as it was traced: null, a whole number, text or bytes.</summary>
    public static void Bind(sqlite3_stmt statement, int place, object? value) => _ = value switch
    {
        null => raw.sqlite3_bind_null(statement, place),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
        var text => raw.sqlite3_bind_text(statement, place, (string)text),
    };

    public void Dispose()
    {
        foreach (var statement in prepared.Values)
            statement.Dispose();

        connection.Dispose();
    }
}
