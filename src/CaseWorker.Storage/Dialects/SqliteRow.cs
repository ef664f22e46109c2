using SQLitePCL;

namespace CaseWorker.Storage.Dialects;

/// <summary>The row on which a statement stands. Each kind of value has one method, which takes the place of a column; NULL is null, or else the kind's default.</summary>
/// <remarks>Stands there only while the statement is run by its owner, who keeps it open. The driver's own reader is made anew for each run of a statement, which costs several times what reading a small row does.</remarks>
internal sealed class SqliteRow(sqlite3_stmt statement)
{
    private readonly nint handle = statement.DangerousGetHandle();

    /// <summary>The columns in their order, as the statement calls them.</summary>
    public IReadOnlyList<string> Names { get; } = [.. Enumerable.Range(0, raw.sqlite3_column_count(statement)).Select(column => raw.sqlite3_column_name(statement, column).utf8_to_string())];

    /// <summary>All names in one text, which tells statements with the same columns.</summary>
    public string Shape => field ??= string.Join(',', Names);

    public bool IsNull(int column) => SqliteColumns.TypeOf(handle, column) == raw.SQLITE_NULL;

    /// <exception cref="OverflowException">The number is larger.</exception>
    public int GetInt(int column) => checked((int)GetLong(column));

    public int? GetIntOrNull(int column) => IsNull(column) ? null : GetInt(column);

    public long GetLong(int column) => SqliteColumns.NumberOf(handle, column);

    public long? GetLongOrNull(int column) => IsNull(column) ? null : GetLong(column);

    public double GetDouble(int column) => raw.sqlite3_column_double(statement, column);

    public double? GetDoubleOrNull(int column) => IsNull(column) ? null : GetDouble(column);

    public bool GetBoolean(int column) => GetLong(column) != 0;

    public bool? GetBooleanOrNull(int column) => IsNull(column) ? null : GetBoolean(column);

    /// <summary>Of Unix milliseconds.</summary>
    public DateTimeOffset GetInstant(int column) => GetInstantOrNull(column) ?? default;

    public DateTimeOffset? GetInstantOrNull(int column) => IsNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(GetLong(column));

    public string? GetText(int column) => SqliteColumns.TextOf(handle, column);

    public byte[]? GetBytes(int column) => IsNull(column) ? null : raw.sqlite3_column_blob(statement, column).ToArray();
}
