using System.Collections;
using System.Data;
using System.Reflection;
using CaseWorker.Storage;

namespace CaseWorker.Tests.SqlGate;

/// <summary>A statement of the program in both dialects, under the name of the field that holds it.</summary>
/// <param name="Batch">How its rows travel; null for a statement that is run once.</param>
internal sealed record Statement(string Name, string SqlServer, string Sqlite, StatementBatch? Batch)
{
    /// <summary>Every statement of the storage room, those that are built when they are needed included.</summary>
    public static IReadOnlyList<Statement> All { get; } = [.. typeof(Database).Assembly.GetTypes().SelectMany(Of), .. CaseQueryStatements.All];

    /// <summary>Those that both dialects are asked.</summary>
    public static IReadOnlyList<Statement> OfBoth { get; } = [.. All.Where(statement => statement.Sqlite.Length > 0)];

    /// <summary>The statements held in static fields of the type, in lists and dictionaries of them too.</summary>
    public static IEnumerable<Statement> Of(Type type) =>
        type.ContainsGenericParameters
            ? []
            : type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Where(field => !field.IsLiteral && HoldsStatements(field.FieldType))
                .SelectMany(field => Unfold($"{type.Name}.{NameOf(field)}", field.GetValue(null)));

    public static Statement Once(string name, string sqlServer, string sqlite) => new(name, sqlServer, sqlite, null);

    public override string ToString() => Name;

    private static bool HoldsStatements(Type type) =>
        type == typeof(Sql)
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(RowBatch<>))
        || (type.IsArray && HoldsStatements(type.GetElementType()!))
        || (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) && type.GetGenericArguments().Any(HoldsStatements));

    private static string NameOf(FieldInfo field) =>
        field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name;

    private static IEnumerable<Statement> Unfold(string name, object? value) => value switch
    {
        null => [],
        Sql sql => [Once(name, sql.SqlServer, sql.Sqlite)],
        IDictionary entries => entries.Keys.Cast<object>().SelectMany(key => Unfold($"{name}[{key}]", entries[key])),
        IEnumerable items => items.Cast<object>().SelectMany((item, index) => Unfold($"{name}[{index}]", item)),
        _ when HoldsStatements(value.GetType()) => [OfBatch(name, value)],
        _ => [],
    };

    private static Statement OfBatch(string name, object batch)
    {
        var columns = Read<IEnumerable>(batch, "Columns").Cast<object>()
            .Select(column => new StatementColumn(Read<string>(column, "Name"), Read<SqlDbType>(column, "Type"), Read<int>(column, "Length")));
        return new Statement(
            name,
            Read<string>(batch, "SqlServer"),
            Read<string>(batch, "Sqlite"),
            new StatementBatch(Read<string>(batch, "TypeName"), [.. columns]));
    }

    private static T Read<T>(object owner, string property) => (T)owner.GetType().GetProperty(property)!.GetValue(owner)!;
}

/// <param name="TypeName">The table type of T-SQL, with its schema.</param>
internal sealed record StatementBatch(string TypeName, IReadOnlyList<StatementColumn> Columns);

/// <param name="Length">-1 for max, 0 where the type has none.</param>
internal sealed record StatementColumn(string Name, SqlDbType Type, int Length);
