using Dapper;

namespace CaseWorker.Storage.ActionManagement;

/// <summary>The cases that a query finds, by what it sorts them by.</summary>
internal sealed record CaseQueryStatement(KeyedRows Rows, DynamicParameters Parameters)
{
    /// <summary>The collation by which SQL Server compares as SQLite does.</summary>
    public const string ByCodeUnits = "Latin1_General_BIN2";

    /// <summary>Behind a text in a comparison.</summary>
    public static SqlPart ToTheLetter { get; } = new($" COLLATE {ByCodeUnits}", "");

    public static CaseQueryStatement Of(CaseQuery query)
    {
        var tables = new CaseQueryTables();
        tables.Parameters.Add("hubId", query.HubId);
        SqlPart[] conditions = [SqlPart.Both("c.HubId = @hubId"), .. query.Conditions.Select(condition => CaseConditionText.Of(condition, tables))];
        var (keys, kind) = KeysOf(query.Sort, tables);

        // Differs from SQL Server: the index is named, because without statistics this planner takes the first that begins with the hub.
        var index = new SqlPart("", " INDEXED BY IX_SupportCase_Search");
        var found = SqlPart.Of($"SELECT c.CaseId, {keys} FROM SupportCase c{index}{tables.Joins}\nWHERE {SqlPart.Join("\n    AND ", conditions)}");
        var maps = tables.SqliteMaps.TrimEnd('\n', ',');
        var rows = new Sql(found.SqlServer, maps.Length == 0 ? found.Sqlite : $"WITH {maps}\n{found.Sqlite}");
        return new CaseQueryStatement(new KeyedRows(rows, kind, query.Sort.Descending), tables.Parameters);
    }

    private static (SqlPart Keys, SortKind Kind) KeysOf(CaseSort sort, CaseQueryTables tables)
    {
        var value = tables.Read(sort.Value);
        if (sort.Places is not null)
            value = tables.LookUp(sort.Places, value);

        return sort.Value switch
        {
            CaseValue.Property => (SqlPart.Of($"{WithoutCase(value)} AS K, {CaseConditionText.NumberOf(value)} AS N"), SortKind.NumberElseText),
            CaseValue.Name => (SqlPart.Of($"{WithoutCase(value)} AS K"), SortKind.Text),
            _ => (SqlPart.Of($"{value} AS N"), SortKind.Number),
        };
    }

    // Differs from SQL Server: beyond ASCII this dialect knows no small letters, so that capitals come before them.
    private static SqlPart WithoutCase(SqlPart text) => new($"LOWER({text.SqlServer}) COLLATE {ByCodeUnits}", $"LOWER({text.Sqlite})");
}
