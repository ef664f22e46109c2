using System.Data;
using System.Globalization;
using Dapper;

namespace CaseWorker.Storage;

/// <summary>Teaches Dapper that an instant is stored as Unix milliseconds.</summary>
internal sealed class InstantHandler : SqlMapper.ITypeHandler
{
    /// <summary>Must have run before the first statement; <see cref="Database"/> sees to it.</summary>
    internal static void Register()
    {
        // Dapper's own mapping for the type would win over a handler.
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(typeof(DateTimeOffset), new InstantHandler());
    }

    public void SetValue(IDbDataParameter parameter, object value)
    {
        parameter.DbType = DbType.Int64;
        parameter.Value = value is DateTimeOffset instant ? instant.ToUnixTimeMilliseconds() : DBNull.Value;
    }

    // A lone column that is NULL arrives here, unlike one of a row.
    public object? Parse(Type destinationType, object value) =>
        value is DBNull ? null : DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(value, CultureInfo.InvariantCulture));
}
