using System.Data;
using System.Globalization;
using Dapper;

namespace CaseWorker.Storage;

/// <summary>Teaches Dapper that an instant is stored as Unix milliseconds.</summary>
internal sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
{
    /// <summary>Must have run before the first statement; <see cref="Database"/> sees to it.</summary>
    internal static void Register()
    {
        // Dapper's own mapping for the type would win over a handler.
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new InstantHandler());
    }

    public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
    {
        parameter.DbType = DbType.Int64;
        parameter.Value = value.ToUnixTimeMilliseconds();
    }

    public override DateTimeOffset Parse(object value) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(value, CultureInfo.InvariantCulture));
}
