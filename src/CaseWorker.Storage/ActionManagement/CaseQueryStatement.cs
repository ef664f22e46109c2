using Dapper;

namespace CaseWorker.Storage.ActionManagement;

/// <summary>The statements of one query: its page with the total, and the total alone.</summary>
/// <param name="Page">Columns of <see cref="CaseQueryRow"/>, in the order of the query; parameters top and skip besides those of the conditions.</param>
/// <param name="Count">One row: Total. For a page behind the last case.</param>
internal sealed record CaseQueryStatement(Sql Page, Sql Count, DynamicParameters Parameters)
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
        var where = SqlPart.Join("\n    AND ", conditions);

        // The total needs no tables that only the order does.
        var count = From(tables, SqlPart.Both("COUNT(*) AS Total"), where);
        var countMaps = tables.SqliteMaps.TrimEnd('\n', ',');
        var (keys, order) = OrderOf(query.Sort, tables);
        var found = From(tables, SqlPart.Of($"c.CaseId, {keys}"), where);
        var page = new Sql(
            $"SELECT f.CaseId, COUNT(*) OVER () AS Total FROM (\n{found.SqlServer}) f\nORDER BY {order.SqlServer} OFFSET @skip ROWS FETCH NEXT @top ROWS ONLY",
            $"WITH {tables.SqliteMaps}{FoundIn(query, found.Sqlite)} AS Total FROM Found f\nORDER BY {order.Sqlite} LIMIT @top OFFSET @skip");
        return new CaseQueryStatement(page, new Sql(count.SqlServer, countMaps.Length == 0 ? count.Sqlite : $"WITH {countMaps}\n{count.Sqlite}"), tables.Parameters);
    }

    // Differs from SQL Server: a table that was read once gives both the total and the page. Without conditions the index alone knows the
    // total, and keeping what was read would cost more than reading it, unless the order asks for more than the index has.
    private static string FoundIn(CaseQuery query, string found) => query is { Conditions.Count: 0, Sort.Value: CaseValue.Own or CaseValue.Name }
        ? $"Found AS NOT MATERIALIZED (\n{found})\nSELECT f.CaseId, (SELECT COUNT(*) FROM SupportCase h INDEXED BY IX_SupportCase_Search WHERE h.HubId = @hubId)"
        : $"Found AS MATERIALIZED (\n{found})\nSELECT f.CaseId, (SELECT COUNT(*) FROM Found)";

    // Differs from SQL Server: the index is named, because without statistics this planner takes the first that begins with the hub.
    private static SqlPart From(CaseQueryTables tables, SqlPart columns, SqlPart where) =>
        SqlPart.Of($"SELECT {columns} FROM SupportCase c{new SqlPart("", " INDEXED BY IX_SupportCase_Search")}{tables.Joins}\nWHERE {where}");

    private static (SqlPart Keys, SqlPart Order) OrderOf(CaseSort sort, CaseQueryTables tables)
    {
        var direction = sort.Descending ? " DESC" : "";
        var value = tables.Read(sort.Value);
        if (sort.Places is not null)
            value = tables.LookUp(sort.Places, value);

        return sort.Value switch
        {
            // Numbers among them are counted, and come before words.
            CaseValue.Property => (
                SqlPart.Of($"{WithoutCase(value)} AS K, {CaseConditionText.NumberOf(value)} AS N"),
                SqlPart.Both($"CASE WHEN f.K IS NULL THEN 1 ELSE 0 END, CASE WHEN f.N IS NULL THEN 1 ELSE 0 END{direction}, f.N{direction}, f.K{direction}, f.CaseId")),
            CaseValue.Name => (SqlPart.Of($"{WithoutCase(value)} AS K"), SqlPart.Both($"f.K{direction}, f.CaseId")),
            _ => (
                SqlPart.Of($"{value} AS K"),
                new SqlPart($"CASE WHEN f.K IS NULL THEN 1 ELSE 0 END, f.K{direction}, f.CaseId", $"f.K{direction} NULLS LAST, f.CaseId")),
        };
    }

    // Differs from SQL Server: beyond ASCII this dialect knows no small letters, so that capitals come before them.
    private static SqlPart WithoutCase(SqlPart text) => new($"LOWER({text.SqlServer}) COLLATE {ByCodeUnits}", $"LOWER({text.Sqlite})");
}
