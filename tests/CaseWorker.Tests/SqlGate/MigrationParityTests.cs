using System.Text.RegularExpressions;
using CaseWorker.Storage;
using CaseWorker.Storage.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Xunit;

namespace CaseWorker.Tests.SqlGate;

/// <summary>Both dialects have the same schema: each is written down as lines, and the lines must be equal.</summary>
public sealed partial class MigrationParityTests
{
    [Fact]
    public void Scripts_have_the_same_numbers_and_names_without_gaps()
    {
        string[] names = [.. MigrationScripts.For(StorageProvider.SqlServer).Select(script => script.Name)];

        Assert.Equal(MigrationScripts.For(StorageProvider.Sqlite).Select(script => script.Name), names);
        Assert.Equal(Enumerable.Range(1, names.Length), names.Select(MigrationScripts.NumberOf));
        Assert.All(names, name => Assert.Matches("^[0-9]{3}_[a-z_]+[.]sql$", name));
    }

    [Fact]
    public void Each_script_ends_by_telling_its_number() => Assert.All(
        MigrationScripts.For(StorageProvider.Sqlite).Concat(MigrationScripts.For(StorageProvider.SqlServer)),
        script => Assert.Contains(MigrationScripts.NumberOf(script.Name) == 1 ? "VALUES (1, 1, 1)" : $"SET Version = {MigrationScripts.NumberOf(script.Name)},", script.Contents, StringComparison.Ordinal));

    [Fact]
    public void Tables_have_the_same_columns() => Alike(TSqlColumns(), SqliteColumns());

    [Fact]
    public void Tables_have_the_same_keys() => Alike(TSqlKeys(), SqliteKeys());

    [Fact]
    public void Tables_have_the_same_indexes() => Alike(TSqlIndexes(), SqliteIndexes());

    [Fact]
    public void Tables_have_the_same_checks() => Alike(TSqlChecks(), SqliteChecks());

    // Tables may be made in another order, columns not.
    private static void Alike(string[] sqlServer, string[] sqlite)
    {
        Assert.NotEmpty(sqlServer);
        Assert.Equal(Comparable(sqlServer), Comparable(sqlite));

        static IEnumerable<string> Comparable(string[] lines) => lines.Where(line => !IsWords(line)).OrderBy(Owner, StringComparer.Ordinal);
        static string Owner(string line) => line.Split('.', ' ')[0];
    }

    // The index of words is one of SQLite's own kind there, with tables of its own, and a plain table on a server.
    private static bool IsWords(string line) => line.Contains("CaseText", StringComparison.Ordinal);

    private static string[] TSqlColumns() =>
    [
        .. from table in TSqlSchema.OfMigrations.Tables
           from column in table.Value.Definition.ColumnDefinitions
           let mustBe = column.Constraints.OfType<NullableConstraintDefinition>().Single()
           select $"{table.Key}.{column.ColumnIdentifier.Value} {AsInSqlite(column.DataType)} {(mustBe.Nullable ? "NULL" : "NOT NULL")}",
    ];

    private static string[] SqliteColumns() =>
    [
        .. from row in SqliteSchema.Ask(
               """
               SELECT t.name, c.name, c.type, c."notnull" FROM sqlite_master t JOIN pragma_table_info(t.name) c
               WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY c.cid
               """)
           select $"{row[0]}.{row[1]} {row[2]} {(row[3] is 0L ? "NULL" : "NOT NULL")}",
    ];

    private static string AsInSqlite(DataTypeReference type) => TSqlSchema.TextOf(type).Split(' ', '(')[0].ToUpperInvariant() switch
    {
        "BIT" or "INT" or "BIGINT" => "INTEGER",
        "DECIMAL" => "NUMERIC",
        "NVARCHAR" or "VARCHAR" => "TEXT",
        "BINARY" or "VARBINARY" => "BLOB",
        var other => throw new NotSupportedException($"{other}: say here how SQLite keeps it"),
    };

    private static string[] TSqlKeys() =>
    [
        .. from table in TSqlSchema.OfMigrations.Tables
           let definition = table.Value.Definition
           let ofTable = definition.TableConstraints.OfType<UniqueConstraintDefinition>().Where(key => key.IsPrimaryKey)
               .Select(key => string.Join(", ", key.Columns.Select(Named)))
           let ofColumns = definition.ColumnDefinitions
               .Where(column => column.Constraints.OfType<UniqueConstraintDefinition>().Any(key => key.IsPrimaryKey))
               .Select(column => column.ColumnIdentifier.Value)
           select $"{table.Key} ({string.Join(", ", ofTable.Concat(ofColumns))})",
    ];

    private static string[] SqliteKeys() =>
    [
        .. from row in SqliteSchema.Ask(
               """
               SELECT t.name, (SELECT group_concat(name, ', ') FROM (SELECT c.name FROM pragma_table_info(t.name) c WHERE c.pk > 0 ORDER BY c.pk))
               FROM sqlite_master t WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
               """)
           select $"{row[0]} ({row[1]})",
    ];

    private static string[] TSqlIndexes() =>
    [
        .. from index in TSqlSchema.OfMigrations.Indexes.Values
           let filter = index.FilterPredicate is null ? "" : $" WHERE {Space().Replace(TSqlSchema.TextOf(index.FilterPredicate), " ")}"
           select $"{index.Name.Value} ON {index.OnName.BaseIdentifier.Value} ({string.Join(", ", [.. index.Columns.Select(Named), .. index.IncludeColumns.Select(Named)])}){(index.Unique ? " UNIQUE" : "")}{filter}",
    ];

    private static string[] SqliteIndexes() =>
    [
        .. from row in SqliteSchema.Ask(
               """
               SELECT i.name, i.tbl_name, (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)), i.sql
               FROM sqlite_master i WHERE i.type = 'index' AND i.sql IS NOT NULL
               """)
           let text = (string)row[3]!
           let filter = text.IndexOf(" WHERE ", StringComparison.Ordinal) is > 0 and var at ? text[at..] : ""
           select $"{row[0]} ON {row[1]} ({row[2]}){(text.Contains(" UNIQUE ", StringComparison.Ordinal) ? " UNIQUE" : "")}{filter}",
    ];

    private static string[] TSqlChecks() =>
    [
        .. from table in TSqlSchema.OfMigrations.Tables.Values
           from check in table.Definition.TableConstraints.OfType<CheckConstraintDefinition>()
           select Folded($"{check.ConstraintIdentifier.Value} {TSqlSchema.TextOf(check.CheckCondition)}"),
    ];

    private static string[] SqliteChecks() =>
    [
        .. from row in SqliteSchema.Ask("SELECT sql FROM sqlite_master WHERE type = 'table'")
           from Match match in Check().Matches((string)row[0]!)
           select Folded($"{match.Groups[1].Value} {match.Groups[2].Value}"),
    ];

    // SQLite has no columns that an index only holds: there they are the last keys.
    private static string Named(ColumnReferenceExpression column) => column.MultiPartIdentifier.Identifiers[^1].Value;

    private static string Named(ColumnWithSortOrder column) => column.Column.MultiPartIdentifier.Identifiers[^1].Value;

    private static string Folded(string text) => Space().Replace(text, "");

    [GeneratedRegex(@"CONSTRAINT (CK_\w+) CHECK \((.+)\),?$", RegexOptions.Multiline)]
    private static partial Regex Check();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
