using CaseWorker.Storage;
using CaseWorker.Storage.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CaseWorker.Tests.SqlGate;

/// <summary>The schema of SQL Server as the migrations leave it, read from their texts.</summary>
internal sealed class TSqlSchema
{
    private readonly Dictionary<string, CreateTableStatement> tables = [];
    private readonly Dictionary<string, CreateIndexStatement> indexes = [];
    private readonly Dictionary<string, CreateTypeTableStatement> types = [];
    private readonly List<TSqlStatement> others = [];
    private readonly List<TSqlStatement> changes = [];

    private TSqlSchema(IEnumerable<string> scripts)
    {
        foreach (var script in scripts)
        {
            var text = TSqlText.Parse(script);
            if (text.Errors.Count > 0)
                throw new InvalidOperationException(string.Join("; ", text.Errors));

            foreach (var statement in text.Script.Batches.SelectMany(batch => batch.Statements))
                Apply(statement);
        }
    }

    public static TSqlSchema OfMigrations { get; } = new(MigrationScripts.For(StorageProvider.SqlServer).Select(script => script.Contents));

    public IReadOnlyDictionary<string, CreateTableStatement> Tables => tables;

    public IReadOnlyDictionary<string, CreateIndexStatement> Indexes => indexes;

    /// <summary>The table types, by name with schema.</summary>
    public IReadOnlyDictionary<string, CreateTypeTableStatement> Types => types;

    /// <summary>Everything that makes an object, in its last shape.</summary>
    public IEnumerable<TSqlStatement> Objects => [.. tables.Values, .. indexes.Values, .. types.Values, .. others];

    /// <summary>What the migrations do to rows.</summary>
    public IReadOnlyList<TSqlStatement> Changes => changes;

    public static string TextOf(TSqlFragment fragment)
    {
        new Sql150ScriptGenerator().GenerateScript(fragment, out var text);
        return text;
    }

    private void Apply(TSqlStatement statement)
    {
        switch (statement)
        {
            case CreateTableStatement table:
                tables.Add(table.SchemaObjectName.BaseIdentifier.Value, table);
                break;
            case AlterTableAddTableElementStatement more:
                var definition = tables[more.SchemaObjectName.BaseIdentifier.Value].Definition;
                foreach (var column in more.Definition.ColumnDefinitions)
                    definition.ColumnDefinitions.Add(column);

                foreach (var constraint in more.Definition.TableConstraints)
                    definition.TableConstraints.Add(constraint);

                break;
            case DropTableStatement drop:
                foreach (var name in drop.Objects.Select(one => one.BaseIdentifier.Value))
                    Drop(name);

                break;
            case CreateIndexStatement index:
                indexes.Add(index.Name.Value, index);
                break;
            case DropIndexStatement drop:
                foreach (var clause in drop.DropIndexClauses.OfType<DropIndexClause>())
                    indexes.Remove(clause.Index.Value);

                break;
            case CreateTypeTableStatement type:
                types.Add($"{type.Name.SchemaIdentifier.Value}.{type.Name.BaseIdentifier.Value}", type);
                break;
            case DropTypeStatement drop:
                types.Remove($"{drop.Name.SchemaIdentifier.Value}.{drop.Name.BaseIdentifier.Value}");
                break;
            case CreateSequenceStatement sequence:
                others.Add(sequence);
                break;
            case InsertStatement or UpdateStatement or DeleteStatement:
                changes.Add(statement);
                break;
            default:
                throw new NotSupportedException($"{statement.GetType().Name} in a migration: teach the gate what it does to the schema");
        }
    }

    private void Drop(string table)
    {
        tables.Remove(table);
        foreach (var index in indexes.Values.Where(index => index.OnName.BaseIdentifier.Value == table).ToList())
            indexes.Remove(index.Name.Value);
    }
}
