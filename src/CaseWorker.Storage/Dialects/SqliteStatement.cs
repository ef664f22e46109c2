using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CaseWorker.Storage.Dialects;

/// <summary>A statement on the driver's own handle, prepared once and run for row after row.</summary>
/// <remarks>
/// An ADO.NET command of this driver looks up each parameter by name and makes a reader at each run, which costs about as much as
/// the insert itself. Not thread-safe; the connection must stay open.
/// </remarks>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 handle;
    private readonly sqlite3_stmt statement;
    private readonly int[] places;
    private byte[] text = new byte[4096];
    private Delegate? mapper;

    /// <param name="sql">One statement: SQLite would not run what follows.</param>
    /// <param name="names">The columns whose values will be bound, in their order. The text need not use them all.</param>
    public SqliteStatement(SqliteConnection connection, string sql, IEnumerable<string> names)
    {
        handle = connection.Handle ?? throw new InvalidOperationException("The connection must be open.");
        Check(raw.sqlite3_prepare_v2(handle, sql, out statement, out var rest));
        if (!string.IsNullOrWhiteSpace(rest))
            throw new ArgumentException($"The text must be one statement, goes on with: {rest}", nameof(sql));

        places = [.. names.Select(name => raw.sqlite3_bind_parameter_index(statement, "@" + name))];
    }

    /// <summary>How many parameters of different names it has.</summary>
    public int ParameterCount => raw.sqlite3_bind_parameter_count(statement);

    /// <summary>The row on which it stands while <see cref="Run(Action{SqliteRow}, int)"/> tells of one.</summary>
    private SqliteRow Row => field ??= new SqliteRow(statement);

    /// <summary>Binds the value of a column for the next run: null, a whole or other number, a boolean (0 or 1), text or bytes.</summary>
    public void Bind(int column, object? value)
    {
        if (places[column] is > 0 and var place)
            BindTo(place, value);
    }

    /// <summary>As for a column.</summary>
    /// <param name="name">Of the parameter, without its sign.</param>
    /// <returns>False: the text has no such parameter; nothing was bound.</returns>
    public bool Bind(string name, object? value)
    {
        if (raw.sqlite3_bind_parameter_index(statement, "@" + name) is not (> 0 and var place))
            return false;

        BindTo(place, value);
        return true;
    }

    /// <summary>Runs it with what is bound. True: it has a result row.</summary>
    /// <exception cref="SqliteException">The database refused.</exception>
    public bool Run()
    {
        var answer = raw.sqlite3_step(statement);
        if (answer is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            Check(raw.sqlite3_reset(statement));
            return answer == raw.SQLITE_ROW;
        }

        try
        {
            SqliteException.ThrowExceptionForRC(answer, handle);
            return false;
        }
        finally
        {
            // Says once more what the step said.
            raw.sqlite3_reset(statement);
        }
    }

    /// <summary>Runs it with what is bound, to its end or until it has told enough.</summary>
    /// <param name="row">Told each result row; it stands there only as long as this is running.</param>
    /// <param name="most">How many rows are enough.</param>
    /// <exception cref="SqliteException">The database refused.</exception>
    public void Run(Action<SqliteRow> row, int most = int.MaxValue)
    {
        try
        {
            for (var told = 0; told < most && raw.sqlite3_step(statement) == raw.SQLITE_ROW; told++)
                row(Row);
        }
        catch
        {
            raw.sqlite3_reset(statement);
            throw;
        }

        // Says once more what the last step said, or what it finds when it ends a statement that has told enough.
        SqliteException.ThrowExceptionForRC(raw.sqlite3_reset(statement), handle);
    }

    /// <summary>Makes objects of its rows. Kept for the next run, since a statement's rows become the same objects each time.</summary>
    public Func<SqliteRow, T> Mapper<T>()
    {
        if (mapper is not Func<SqliteRow, T> known)
            mapper = known = SqliteRowMapper<T>.For(Row);

        return known;
    }

    public void Dispose() => statement.Dispose();

    private void BindTo(int place, object? value) => Check(value switch
    {
        null => raw.sqlite3_bind_null(statement, place),
        int number => raw.sqlite3_bind_int(statement, place, number),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        double number => raw.sqlite3_bind_double(statement, place, number),
        bool yes => raw.sqlite3_bind_int(statement, place, yes ? 1 : 0),
        string words => BindText(place, words),
        byte[] bytes => bytes.Length == 0 ? raw.sqlite3_bind_zeroblob(statement, place, 0) : raw.sqlite3_bind_blob(statement, place, bytes),
        _ => throw new ArgumentException($"A column must be a number, a boolean, text or bytes, is {value.GetType()}.", nameof(value)),
    });

    private int BindText(int place, string words)
    {
        // The driver would bind a span without bytes as NULL.
        if (words.Length == 0)
            return raw.sqlite3_bind_text(statement, place, "");

        if (text.Length < Encoding.UTF8.GetMaxByteCount(words.Length))
            text = new byte[Encoding.UTF8.GetMaxByteCount(words.Length)];

        // SQLite takes a copy, so that the buffer serves again for the next column.
        return raw.sqlite3_bind_text(statement, place, text.AsSpan(0, Encoding.UTF8.GetBytes(words, text)));
    }

    private void Check(int answer) => SqliteException.ThrowExceptionForRC(answer, handle);
}
