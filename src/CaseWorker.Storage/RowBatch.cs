using System.Data;

namespace CaseWorker.Storage;

/// <summary>One value of a row that travels in a batch.</summary>
/// <param name="Name">The column, and the parameter <c>@Name</c> in the SQLite text.</param>
/// <param name="Type">The column's type in the table type of SQL Server.</param>
/// <param name="Length">Length for text and binary types, -1 for max, 0 where the type has none.</param>
/// <param name="Value">Reads the value; null becomes NULL. Instants are given as Unix milliseconds.</param>
internal sealed record RowColumn<T>(string Name, SqlDbType Type, int Length, Func<T, object?> Value);

/// <summary>A statement that is run for many rows in one go.</summary>
/// <remarks>
/// SQL Server gets all rows in one table parameter <c>@rows</c> of the type <c>dbo.{Name}Rows</c>, numbered by <c>Ord</c>.
/// SQLite has no table parameters: the statement is prepared once on the connection and run for each row, in order.
/// </remarks>
internal sealed class RowBatch<T>(string name, string sqlServer, string sqlite, params RowColumn<T>[] columns)
{
    public string TypeName { get; } = $"dbo.{name}Rows";

    public string SqlServer { get; } = sqlServer;

    public string Sqlite { get; } = sqlite;

    public IReadOnlyList<RowColumn<T>> Columns { get; } = columns;

    /// <summary>A plain insert of every column into the table <paramref name="table"/>, in the order of the rows.</summary>
    public static RowBatch<T> Insert(string table, params RowColumn<T>[] columns) => InsertWithCopy(table, null, columns);

    /// <summary>As <see cref="Insert"/>, with one more column that begins with the value of another.</summary>
    public static RowBatch<T> InsertWithCopy(string table, (string Column, string Of)? copy, params RowColumn<T>[] columns)
    {
        var names = columns.Select(column => column.Name).ToList();
        var into = string.Join(", ", copy is null ? names : names.Append(copy.Value.Column));
        List<string> from = copy is null ? names : [.. names, copy.Value.Of];
        return new RowBatch<T>(
            table,
            $"INSERT INTO {table} ({into}) SELECT {string.Join(", ", from)} FROM @rows ORDER BY Ord",
            $"INSERT INTO {table} ({into}) VALUES ({string.Join(", ", from.Select(name => "@" + name))})",
            columns);
    }
}
