using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CaseWorker.Storage.Dialects;

/// <summary>Connections for reading. They stay open with what they have prepared: opening one and preparing a statement cost more than most queries.</summary>
internal sealed class SqliteReaders(Func<SqliteConnection> open) : IDisposable
{
    private const int MostIdle = 16;
    private readonly Lock gate = new();
    private readonly Stack<SqliteReader> idle = new();
    private bool isClosed;

    /// <summary>The one that was used last, whose pages are in memory; a new one when all are in use.</summary>
    public SqliteReader Take()
    {
        lock (gate)
        {
            if (idle.TryPop(out var reader))
                return reader;
        }

        return new SqliteReader(open());
    }

    /// <summary>Keeps it for the next. One that failed is not to be given back: only a new connection tells the truth then.</summary>
    public void Return(SqliteReader reader)
    {
        lock (gate)
        {
            if (!isClosed && idle.Count < MostIdle)
            {
                idle.Push(reader);
                return;
            }
        }

        reader.Dispose();
    }

    public void Dispose()
    {
        SqliteReader[] left;
        lock (gate)
        {
            isClosed = true;
            left = [.. idle];
            idle.Clear();
        }

        foreach (var reader in left)
            reader.Dispose();
    }
}

/// <summary>A connection and what it has prepared.</summary>
internal sealed class SqliteReader(SqliteConnection connection) : IDisposable
{
    public SqliteConnection Connection => connection;

    public sqlite3 Handle => connection.Handle!;

    public SqlitePrepared Prepared { get; } = new(connection);

    public void Dispose()
    {
        Prepared.Dispose();
        connection.Dispose();
    }
}
