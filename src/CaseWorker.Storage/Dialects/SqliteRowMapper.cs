using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace CaseWorker.Storage.Dialects;

/// <summary>
/// Makes objects of rows: each column goes to the property of its name, whatever its case, and is left out where there is none. What is
/// a value by itself is the first column's. NULL becomes null, or the default of a type that has none.
/// </summary>
/// <remarks>Dapper reads every value as an object, which costs about as much again as getting it from SQLite.</remarks>
internal static class SqliteRowMapper<T>
{
    private static readonly ConcurrentDictionary<string, Func<SqliteRow, T>> Known = new();

    /// <summary>For the rows of a statement; compiled once for all statements with the same columns.</summary>
    public static Func<SqliteRow, T> For(SqliteRow row) => Known.GetOrAdd(row.Shape, static (_, row) => Compile(row), row);

    private static Func<SqliteRow, T> Compile(SqliteRow shape)
    {
        var row = Expression.Parameter(typeof(SqliteRow));
        var reader = ReaderOf(typeof(T));
        if (reader is null && typeof(T).IsValueType)
            throw new NotSupportedException($"A value must be of a type that a column can have, is {typeof(T)}.");

        Expression made = reader is null ? Expression.MemberInit(Expression.New(typeof(T)), Bindings(row, shape.Names)) : Read(row, reader, 0);
        return Expression.Lambda<Func<SqliteRow, T>>(made, row).Compile();
    }

    private static IEnumerable<MemberBinding> Bindings(ParameterExpression row, IReadOnlyList<string> names) =>
        from column in Enumerable.Range(0, names.Count)
        let property = typeof(T).GetProperty(names[column], BindingFlags.Instance | BindingFlags.Public | BindingFlags.IgnoreCase)
        where property is not null
        let reader = ReaderOf(property.PropertyType) ?? throw new NotSupportedException($"{typeof(T).Name}.{property.Name} must be of a type that a column can have, is {property.PropertyType}.")
        select (MemberBinding)Expression.Bind(property, Read(row, reader, column));

    private static MethodCallExpression Read(ParameterExpression row, MethodInfo reader, int column) => Expression.Call(row, reader, Expression.Constant(column));

    private static MethodInfo? ReaderOf(Type type) =>
        typeof(SqliteRow).GetMethods().SingleOrDefault(method => method.Name.StartsWith("Get", StringComparison.Ordinal) && method.ReturnType == type && method.GetParameters() is [{ Name: "column" }]);
}
