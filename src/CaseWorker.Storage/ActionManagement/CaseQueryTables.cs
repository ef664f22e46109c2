using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;

namespace CaseWorker.Storage.ActionManagement;

/// <summary>The tables that a query joins to its cases, and its parameters: each value is joined once, however often it is asked for.</summary>
/// <remarks>What the catalogue says comes along as JSON: the text of a statement depends on what is asked for, and on no value.</remarks>
internal sealed class CaseQueryTables
{
    // A letter that is no white space, as a pattern of both LIKE and GLOB.
    private static readonly string NotBlank = $"[^{string.Concat(Enumerable.Range(0, char.MaxValue).Select(code => (char)code).Where(char.IsWhiteSpace))}]";

    private readonly StringBuilder sqlServerJoins = new();
    private readonly StringBuilder sqliteJoins = new();
    private readonly StringBuilder sqliteMaps = new();
    private readonly Dictionary<CaseValue, SqlPart> values = [];
    private int names;

    public DynamicParameters Parameters { get; } = new();

    /// <summary>What follows "FROM SupportCase c".</summary>
    public SqlPart Joins => new(sqlServerJoins.ToString(), sqliteJoins.ToString());

    /// <summary>The tables of SQLite's WITH, each with a comma behind it.</summary>
    public string SqliteMaps => sqliteMaps.ToString();

    /// <summary>The expression of a value; NULL for cases without it.</summary>
    public SqlPart Read(CaseValue value)
    {
        if (!values.TryGetValue(value, out var expression))
            values.Add(value, expression = Add(value));

        return expression;
    }

    /// <summary>Another parameter; its name with the @. Those of text end in Text, of JSON in Json.</summary>
    public string Parameter(object? value, string kind = "")
    {
        var name = $"{NewName("p")}{kind}";
        Parameters.Add(name, value);
        return $"@{name}";
    }

    /// <summary>A parameter that holds a list.</summary>
    public string List<T>(IEnumerable<T> items) => Parameter(JsonSerializer.Serialize(items), "Json");

    /// <summary>A parameter that holds an object.</summary>
    public string Json(JsonObject members) => Parameter(members.ToJsonString(), "Json");

    /// <summary>What a map has for a key, NULL when nothing.</summary>
    /// <param name="key">An expression of the case.</param>
    public SqlPart LookUp(IReadOnlyDictionary<int, int> map, SqlPart key) => Join(Entries(map), "int", "int", name => SqlPart.Of($"{name}.K = {key}"));

    private SqlPart Add(CaseValue value) => value switch
    {
        CaseValue.Own own => ColumnOf(own.Column),
        CaseValue.Name => NameOf(Parameter(NotBlank, "Text")),
        CaseValue.Cost cost => SqlPart.Of(
            $"CASE WHEN c.IsCostByHand = 1 THEN c.Cost ELSE {Join(Entries(cost.OfServices), "int", "decimal(18, 4)", OfService)} END"),
        CaseValue.Workflow workflow => SqlPart.Of(
            $"NULLIF(COALESCE(c.WorkflowId, {Reference(workflow.OfProcedures, "c.ProcedureExtRef")}, {LookUp(workflow.OfServices, SqlPart.Both("c.ServiceId"))}), 0)"),
        CaseValue.Trigger trigger => SqlPart.Of(
            $"COALESCE({Reference(trigger.OfOptions, "c.ProcedureOptionExtRef")}, {LookUp(trigger.OfServices, SqlPart.Both("c.ServiceId"))})"),
        CaseValue.Item { List: ListItems.OfStatus list } => ItemOf(list),
        CaseValue.Item { List: ListItems.OfCode list } => ItemOf(list),
        CaseValue.Property property => ValueOf(property),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "No such value."),
    };

    private static SqlPart ColumnOf(CaseColumn column) => SqlPart.Both(column switch
    {
        CaseColumn.IsClosed => "CASE WHEN c.Status = 'closed' THEN 1 ELSE 0 END",
        CaseColumn.IsOverdue => "CAST(c.IsOverdue AS int)",
        CaseColumn.CaseId => "c.CaseId",
        CaseColumn.DueAt => "c.DueAt",
        CaseColumn.PreOverdueAt => "c.PreOverdueAt",
        CaseColumn.PostOverdueAt => "c.PostOverdueAt",
        CaseColumn.OpenedAt => "c.OpenedAt",
        CaseColumn.UpdatedAt => "c.UpdatedAt",
    });

    private static SqlPart NameOf(string notBlank) => new(
        $"CASE WHEN c.Subject COLLATE {CaseQueryStatement.ByCodeUnits} LIKE N'%' + {notBlank} + N'%' THEN c.Subject ELSE CONCAT(N'Case ', c.CaseId) END",
        $"CASE WHEN c.Subject GLOB '*' || {notBlank} || '*' THEN c.Subject ELSE 'Case ' || c.CaseId END");

    private SqlPart ItemOf(ListItems.OfStatus list)
    {
        var row = Chosen(list);
        var entries = list.StatusOfItems.Select(pair => Entry(pair.Key, pair.Value));
        var item = Join(entries, "int", "varchar(10)", name => SqlPart.Of($"{name}.K = {row} AND {name}.V = c.Status"), "K");
        return SqlPart.Of(
            $"COALESCE({item}, CASE c.Status WHEN 'new' THEN {Whole(list.New)} WHEN 'open' THEN {Whole(list.Open)} ELSE {Whole(list.Closed)} END)");
    }

    private SqlPart ItemOf(ListItems.OfCode list)
    {
        var row = Chosen(list);
        var item = Join(list.Items.Select(id => Entry(id, id)), "int", "int", name => SqlPart.Of($"{name}.K = {row}"));
        return SqlPart.Of($"COALESCE({item}, {Reference(list.OfCodes, "c.ClassificationCode")}, {Whole(list.Standard)})");
    }

    // The item that somebody chose, known or not.
    private SqlPart Chosen(ListItems list)
    {
        var name = NewName("v");
        AddJoin(SqlPart.Of($"CaseListValue {name} ON {name}.CaseId = c.CaseId AND {name}.ListId = {Parameter(list.ListId)}"));
        return SqlPart.Both($"{name}.ItemId");
    }

    private SqlPart ValueOf(CaseValue.Property property)
    {
        var first = PropertyValue(property.Key);
        return property.ElseKey is null
            ? SqlPart.Of($"NULLIF({first}, '')")
            : SqlPart.Of($"NULLIF(COALESCE({first}, {PropertyValue(property.ElseKey)}), '')");
    }

    private SqlPart PropertyValue(string key)
    {
        var (name, wanted) = (NewName("d"), Parameter(key, "Text"));

        // Differs from SQL Server: this planner looks a property up for each case even when nobody has one of the name, unless the name is then NULL.
        var used = new SqlPart(wanted, $"(SELECT h.Name FROM CaseProperty h WHERE h.Name = {wanted} LIMIT 1)");
        AddJoin(SqlPart.Of($"CaseProperty {name} ON {name}.CaseId = c.CaseId AND {SameText(SqlPart.Both($"{name}.Name"), used)}"));
        return SqlPart.Both($"{name}.Value");
    }

    private SqlPart Reference(IReadOnlyDictionary<string, int> map, string column) =>
        Join(map.Select(pair => Entry(pair.Key, pair.Value)), "nvarchar(200)", "int", name => SameText(SqlPart.Both($"{name}.K"), SqlPart.Both(column)));

    private static SqlPart OfService(string name) => SqlPart.Both($"{name}.K = c.ServiceId");

    /// <summary>Joins a map that comes along as a parameter; returns its value, or another column of it.</summary>
    private SqlPart Join(IEnumerable<JsonNode> entries, string keyType, string valueType, Func<string, SqlPart> on, string column = "V")
    {
        // What has no entry need not be looked up; that it has a type is for SQL Server.
        JsonNode[] all = [.. entries];
        if (all.Length == 0)
            return SqlPart.Both($"CAST(NULL AS {(column == "K" ? keyType : valueType)})");

        var name = NewName("m");
        var json = List(all);

        // Differs from SQL Server: the map is made a table with types, which this planner then gives an index.
        sqliteMaps.Append(CultureInfo.InvariantCulture, $"{name} (K, V) AS MATERIALIZED (SELECT {Typed("$.k", keyType)}, {Typed("$.v", valueType)} FROM json_each({json})),\n");
        AddJoin(new SqlPart(
            $"OPENJSON({json}) WITH (K {keyType} '$.k', V {valueType} '$.v') {name} ON {on(name).SqlServer}",
            $"{name} ON {on(name).Sqlite}"));
        return SqlPart.Both($"{name}.{column}");
    }

    private static string Typed(string path, string type) =>
        $"CAST(json_extract(value, '{path}') AS {(type.Contains("char", StringComparison.Ordinal) ? "TEXT" : type == "int" ? "INTEGER" : "NUMERIC")})";

    private void AddJoin(SqlPart join)
    {
        sqlServerJoins.Append("\nLEFT JOIN ").Append(join.SqlServer);
        sqliteJoins.Append("\nLEFT JOIN ").Append(join.Sqlite);
    }

    /// <summary>Whether two texts are the same to the letter.</summary>
    /// <remarks>Differs from SQL Server: there a comparison follows the database's collation, and never counts spaces at the end.</remarks>
    public static SqlPart SameText(SqlPart one, SqlPart other) => new(
        $"{one.SqlServer} = {other.SqlServer} COLLATE {CaseQueryStatement.ByCodeUnits} AND DATALENGTH({one.SqlServer}) = DATALENGTH({other.SqlServer})",
        $"{one.Sqlite} = {other.Sqlite}");

    // An expression that no type need be guessed for: without a value a parameter has none.
    private SqlPart Whole(int? number) => SqlPart.Both($"CAST({Parameter(number)} AS int)");

    private string NewName(string letter) => $"{letter}{names++}";

    private static IEnumerable<JsonNode> Entries<T>(IReadOnlyDictionary<int, T> map) => map.Select(pair => Entry(pair.Key, pair.Value));

    private static JsonObject Entry<TKey, TValue>(TKey key, TValue value) => new() { ["k"] = JsonValue.Create(key), ["v"] = JsonValue.Create(value) };
}
