using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Data.Sqlite;

namespace CaseWorker.Storage.Dialects;

/// <summary>Gives a statement the properties of an object as its parameters, of the same name.</summary>
internal static class SqliteParameters
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Known = new();

    /// <summary>Makes the parameters at the first run of a command, and sets their values at every run.</summary>
    /// <param name="parameters">Always of the same type for a command; null: it takes none.</param>
    public static void Set(SqliteCommand command, object? parameters)
    {
        if (parameters is null)
            return;

        var properties = Known.GetOrAdd(parameters.GetType(), type => type.GetProperties());
        if (command.Parameters.Count == 0)
        {
            foreach (var property in properties)
                command.Parameters.Add(new SqliteParameter { ParameterName = "@" + property.Name });
        }

        for (var place = 0; place < properties.Length; place++)
            command.Parameters[place].Value = ValueOf(properties[place].GetValue(parameters));
    }

    private static object ValueOf(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset instant => instant.ToUnixTimeMilliseconds(),
        _ => value,
    };
}
