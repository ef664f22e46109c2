using System.Data;

namespace CaseWorker.Storage;

/// <summary>Makes the columns of a <see cref="RowBatch{T}"/>; each method names the SQL type it stands for.</summary>
internal static class Column
{
    public static RowColumn<T> Int<T>(string name, Func<T, int?> value) => new(name, SqlDbType.Int, 0, row => value(row));

    public static RowColumn<T> Long<T>(string name, Func<T, long?> value) => new(name, SqlDbType.BigInt, 0, row => value(row));

    public static RowColumn<T> Bool<T>(string name, Func<T, bool> value) => new(name, SqlDbType.Bit, 0, row => value(row));

    public static RowColumn<T> Instant<T>(string name, Func<T, DateTimeOffset?> value) =>
        new(name, SqlDbType.BigInt, 0, row => value(row)?.ToUnixTimeMilliseconds());

    /// <summary>Unicode text; length -1 is nvarchar(max).</summary>
    public static RowColumn<T> Text<T>(string name, int length, Func<T, string?> value) => new(name, SqlDbType.NVarChar, length, value);

    /// <summary>A word of the program's own: varchar.</summary>
    public static RowColumn<T> Word<T>(string name, int length, Func<T, string?> value) => new(name, SqlDbType.VarChar, length, value);

    /// <summary>A SHA-256: binary(32).</summary>
    public static RowColumn<T> Hash<T>(string name, Func<T, byte[]?> value) => new(name, SqlDbType.Binary, 32, value);

    public static RowColumn<T> Blob<T>(string name, Func<T, byte[]> value) => new(name, SqlDbType.VarBinary, -1, value);
}
