using System.Globalization;
using System.Text.RegularExpressions;
using CaseWorker.Storage.Migrations;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CaseWorker.Tests.SqlGate;

/// <summary>Compiles statements against the schema of the migrations, without a server: each becomes a procedure.</summary>
internal static partial class TSqlCompiler
{
    /// <summary>What the compiler says, each line beginning with the statement's name; empty when all is well.</summary>
    public static IReadOnlyList<string> Compile(IReadOnlyList<Statement> statements)
    {
        using var model = new TSqlModel(SqlServerVersion.Sql150, new TSqlModelOptions());
        foreach (var thing in TSqlSchema.OfMigrations.Objects)
            model.AddObjects(TSqlSchema.TextOf(thing));

        model.AddObjects(FullTextSetup.MakeCatalog);
        model.AddObjects(FullTextSetup.MakeIndex);

        foreach (var (name, type) in TSqlSchema.OfMigrations.Types)
            model.AddObjects(TSqlSchema.TextOf(StandIn(name, type)));

        var problems = new List<string>();
        for (var i = 0; i < statements.Count; i++)
        {
            try
            {
                model.AddOrUpdateObjects(Procedure(i, statements[i]), $"{i}.sql", new TSqlObjectOptions());
            }
            catch (DacModelException exception)
            {
                problems.Add($"{statements[i].Name}: {exception.Message}");
            }
        }

        // Within procedures a name that leads nowhere is only a warning: here every message counts.
        foreach (var message in model.Validate())
            problems.Add($"{NameOf(message, statements)}: {message.Prefix}{message.Number} {message.Message}");

        return problems;
    }

    private static string Procedure(int number, Statement statement)
    {
        var text = statement.Batch is { } batch ? Rows().Replace(statement.SqlServer, TableFor(batch.TypeName)) : statement.SqlServer;
        var parameters = TSqlText.Parse(text).Parameters.Select(name => $"@{name} {TypeOf(name)}");
        return $"CREATE PROCEDURE dbo.Statement{number} {string.Join(", ", parameters)} AS BEGIN\n{text};\nEND";
    }

    // A parameter that is called like a column has its type, and those of built statements say theirs at the end; all others are numbers.
    private static string TypeOf(string parameter) =>
        parameter.EndsWith("Json", StringComparison.Ordinal) || parameter.EndsWith("Text", StringComparison.Ordinal)
            ? "nvarchar(max)"
            : parameter.EndsWith("Real", StringComparison.Ordinal) ? "float" : TypeOfColumn(parameter);

    private static string TypeOfColumn(string parameter) =>
        TSqlSchema.OfMigrations.Tables.Values
            .SelectMany(table => table.Definition.ColumnDefinitions)
            .FirstOrDefault(column => column.ColumnIdentifier.Value.Equals(parameter, StringComparison.OrdinalIgnoreCase)) is { } same
            ? TSqlSchema.TextOf(same.DataType)
            : "bigint";

    // The compiler does not look into table parameters, so a table of the same shape stands in for each.
    private static CreateTableStatement StandIn(string typeName, CreateTypeTableStatement type)
    {
        var name = new SchemaObjectName();
        foreach (var part in TableFor(typeName).Split('.'))
            name.Identifiers.Add(new Identifier { Value = part });

        return new CreateTableStatement { SchemaObjectName = name, Definition = type.Definition };
    }

    private static string TableFor(string typeName) => $"{typeName}StandIn";

    private static string NameOf(DacModelMessage message, IReadOnlyList<Statement> statements) =>
        ProcedureName().Match(message.Message) is { Success: true } match
            ? statements[int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)].Name
            : "(schema)";

    [GeneratedRegex(@"@rows\b")]
    private static partial Regex Rows();

    [GeneratedRegex(@"\[Statement(\d+)\]")]
    private static partial Regex ProcedureName();
}
