using System.Collections;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using SQLitePCL;

namespace CaseWorker.Storage.Dialects;

/// <summary>The row on which a statement stands, as the mapper of rows reads it: by the place of a column, whole values, and nothing else.</summary>
/// <remarks>The driver's own reader is made anew for each run of a statement, which costs several times what reading a small row does.</remarks>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It is no collection; the base class only says so.")]
internal sealed class SqliteRows(sqlite3_stmt statement) : DbDataReader
{
    private readonly string[] names = [.. Enumerable.Range(0, raw.sqlite3_column_count(statement)).Select(column => raw.sqlite3_column_name(statement, column).utf8_to_string())];
    private readonly Type?[] declared = [.. Enumerable.Range(0, raw.sqlite3_column_count(statement)).Select(column => DeclaredType(statement, column))];

    public override int FieldCount => names.Length;

    public override bool HasRows => true;

    public override bool IsClosed => false;

    public override int RecordsAffected => -1;

    public override int Depth => 0;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override string GetName(int ordinal) => names[ordinal];

    public override int GetOrdinal(string name) => Array.FindIndex(names, each => each.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>As the column was declared, so that it is the same for every row; an expression has the type of its value in this row.</summary>
    public override Type GetFieldType(int ordinal) => declared[ordinal] ?? raw.sqlite3_column_type(statement, ordinal) switch
    {
        raw.SQLITE_INTEGER => typeof(long),
        raw.SQLITE_FLOAT => typeof(double),
        raw.SQLITE_TEXT => typeof(string),
        raw.SQLITE_BLOB => typeof(byte[]),
        _ => typeof(object),
    };

    public override object GetValue(int ordinal) => raw.sqlite3_column_type(statement, ordinal) switch
    {
        raw.SQLITE_INTEGER => raw.sqlite3_column_int64(statement, ordinal),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(statement, ordinal),
        raw.SQLITE_TEXT => raw.sqlite3_column_text(statement, ordinal).utf8_to_string(),
        raw.SQLITE_BLOB => raw.sqlite3_column_blob(statement, ordinal).ToArray(),
        _ => DBNull.Value,
    };

    public override bool IsDBNull(int ordinal) => raw.sqlite3_column_type(statement, ordinal) == raw.SQLITE_NULL;

    public override int GetValues(object[] values)
    {
        for (var ordinal = 0; ordinal < names.Length; ordinal++)
            values[ordinal] = GetValue(ordinal);

        return names.Length;
    }

    public override string GetDataTypeName(int ordinal) => GetFieldType(ordinal).Name;

    public override bool GetBoolean(int ordinal) => GetInt64(ordinal) != 0;

    public override byte GetByte(int ordinal) => (byte)GetInt64(ordinal);

    public override char GetChar(int ordinal) => GetString(ordinal)[0];

    public override short GetInt16(int ordinal) => (short)GetInt64(ordinal);

    public override int GetInt32(int ordinal) => raw.sqlite3_column_int(statement, ordinal);

    public override long GetInt64(int ordinal) => raw.sqlite3_column_int64(statement, ordinal);

    public override float GetFloat(int ordinal) => (float)GetDouble(ordinal);

    public override double GetDouble(int ordinal) => raw.sqlite3_column_double(statement, ordinal);

    public override decimal GetDecimal(int ordinal) => Convert.ToDecimal(GetValue(ordinal), CultureInfo.InvariantCulture);

    public override string GetString(int ordinal) => raw.sqlite3_column_text(statement, ordinal).utf8_to_string();

    public override DateTime GetDateTime(int ordinal) => throw new NotSupportedException("Instants are whole numbers here.");

    public override Guid GetGuid(int ordinal) => throw new NotSupportedException("There are no such columns.");

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => throw new NotSupportedException("Values are read whole.");

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => throw new NotSupportedException("Values are read whole.");

    public override bool Read() => throw new NotSupportedException("The statement is stepped by its owner.");

    public override bool NextResult() => false;

    public override IEnumerator GetEnumerator() => throw new NotSupportedException("The statement is stepped by its owner.");

    private static Type? DeclaredType(sqlite3_stmt statement, int column) => raw.sqlite3_column_decltype(statement, column).utf8_to_string() switch
    {
        "INTEGER" => typeof(long),
        "TEXT" => typeof(string),
        "BLOB" => typeof(byte[]),
        _ => null,
    };
}
