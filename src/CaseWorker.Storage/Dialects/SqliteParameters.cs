using System.Collections.Concurrent;
using System.Reflection;
using Dapper;

namespace CaseWorker.Storage.Dialects;

/// <summary>Gives a statement the properties of an object as its parameters, of the same name.</summary>
internal static class SqliteParameters
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Known = new();

    /// <summary>Binds them for the next run.</summary>
    /// <param name="parameters">May have more than the statement uses; null: it takes none.</param>
    /// <exception cref="ArgumentException">One is missing, which would have the value of the run before.</exception>
    public static void Bind(SqliteStatement statement, object? parameters)
    {
        var bound = parameters is DynamicParameters named ? BindNamed(statement, named) : BindProperties(statement, parameters);
        if (bound != statement.ParameterCount)
            throw new ArgumentException($"A statement must be given all of its {statement.ParameterCount} parameters, is given {bound}.", nameof(parameters));
    }

    private static int BindNamed(SqliteStatement statement, DynamicParameters parameters)
    {
        var bound = 0;
        foreach (var name in parameters.ParameterNames)
            bound += statement.Bind(name, ValueOf(parameters.Get<object?>(name))) ? 1 : 0;

        return bound;
    }

    private static int BindProperties(SqliteStatement statement, object? parameters)
    {
        if (parameters is null)
            return 0;

        var bound = 0;
        foreach (var property in Known.GetOrAdd(parameters.GetType(), type => type.GetProperties()))
            bound += statement.Bind(property.Name, ValueOf(property.GetValue(parameters))) ? 1 : 0;

        return bound;
    }

    private static object? ValueOf(object? value) => value is DateTimeOffset instant ? instant.ToUnixTimeMilliseconds() : value;
}
