using System.Text;
using System.Text.Json.Nodes;

namespace CaseWorker.Storage.ActionManagement;

/// <summary>Writes a condition of a query as SQL.</summary>
internal static class CaseConditionText
{
    public static SqlPart Of(CaseCondition condition, CaseQueryTables tables) => condition switch
    {
        CaseCondition.OneOf { Operands: CaseOperand.Numbers numbers } among => OneOf(NumberOf(among.Value, tables), NumbersIn(among.Value, numbers, tables), among.Not),
        CaseCondition.OneOf { Operands: CaseOperand.Texts texts } among => OneOfTexts(tables.Read(among.Value), tables.List(texts.Values), among.Not),
        CaseCondition.Compares { Operand: CaseOperand.Numbers numbers } compares =>
            SqlPart.Of($"{NumberOf(compares.Value, tables)} {Sign(compares.Comparison)} {Number(compares.Value, numbers.Values[0], tables)}"),
        CaseCondition.Compares { Operand: CaseOperand.Texts texts } compares =>
            SqlPart.Of($"{tables.Read(compares.Value)} {Sign(compares.Comparison)} {tables.Parameter(texts.Values[0], "Text")}{CaseQueryStatement.ToTheLetter}"),
        CaseCondition.Contains contains => Contains(tables.Read(contains.Value), contains.Text, tables),
        CaseCondition.Missing missing => SqlPart.Of($"{tables.Read(missing.Value)} {(missing.Not ? "IS NOT NULL" : "IS NULL")}"),
        CaseCondition.HasUser role => HasUser(role, tables),
        CaseCondition.AnyOf any => SqlPart.Of($"({SqlPart.Join(" OR ", any.Conditions.Select(one => Of(one, tables)))})"),
        CaseCondition.AllOf all => SqlPart.Of($"({SqlPart.Join(" AND ", all.Conditions.Select(one => Of(one, tables)))})"),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "No such condition."),
    };

    // For GLOB: each letter stands for both its cases, and what is special is taken as it is.
    private static string PatternOf(string text)
    {
        var pattern = new StringBuilder();
        foreach (var letter in text)
        {
            var (upper, lower) = (char.ToUpperInvariant(letter), char.ToLowerInvariant(letter));
            if (letter is '*' or '?' or '[')
                pattern.Append('[').Append(letter).Append(']');
            else if (upper != lower)
                pattern.Append('[').Append(upper).Append(lower).Append(']');
            else
                pattern.Append(letter);
        }

        return pattern.ToString();
    }

    private static SqlPart OneOf(SqlPart value, SqlPart list, bool not) =>
        not ? SqlPart.Of($"({value} IS NULL OR {value} NOT IN {list})") : SqlPart.Of($"{value} IN {list}");

    private static SqlPart OneOfTexts(SqlPart value, string list, bool not)
    {
        var same = CaseQueryTables.SameText(SqlPart.Both("o.value"), value).SqlServer;
        return new SqlPart(
            $"{(not ? "NOT " : "")}EXISTS (SELECT 1 AS Found FROM OPENJSON({list}) o WHERE {same})",
            OneOf(value, SqlPart.Both($"(SELECT value FROM json_each({list}))"), not).Sqlite);
    }

    // Differs from SQL Server: beyond ASCII this dialect knows no small letters, so that a pattern names both cases of each; not every
    // T-SQL server has such patterns for those letters.
    private static SqlPart Contains(SqlPart value, string text, CaseQueryTables tables)
    {
        var wanted = tables.Json(new JsonObject { ["text"] = text.ToLowerInvariant(), ["pattern"] = PatternOf(text) });
        return new SqlPart(
            $"CHARINDEX(JSON_VALUE({wanted}, '$.text') COLLATE {CaseQueryStatement.ByCodeUnits}, LOWER({value.SqlServer}) COLLATE {CaseQueryStatement.ByCodeUnits}) > 0",
            $"{value.Sqlite} GLOB '*' || json_extract({wanted}, '$.pattern') || '*'");
    }

    private static SqlPart HasUser(CaseCondition.HasUser role, CaseQueryTables tables)
    {
        var (not, repIds) = (role.Not ? "NOT " : "", tables.List(role.RepIds));
        var chosen = SqlPart.Of(
            $"c.CaseId IN (SELECT u.CaseId FROM CaseRoleUser u WHERE u.RoleId = {tables.Parameter(role.RoleId)} AND u.RepId IN {Wholes(repIds)})");
        return role.MirrorsRep ? SqlPart.Of($"{not}(COALESCE(c.RepId, 0) IN {Wholes(repIds)} OR {chosen})") : SqlPart.Of($"{not}{chosen}");
    }

    private static SqlPart NumbersIn(CaseValue value, CaseOperand.Numbers numbers, CaseQueryTables tables)
    {
        if (value is not (CaseValue.Property or CaseValue.Cost))
            return Wholes(tables.List(numbers.Values.Select(number => (long)number)));

        var list = tables.List(numbers.Values);
        return new SqlPart($"(SELECT CAST(o.value AS float) FROM OPENJSON({list}) o)", $"(SELECT CAST(value AS REAL) FROM json_each({list}))");
    }

    private static SqlPart Wholes(string list) => new($"(SELECT CAST(o.value AS bigint) FROM OPENJSON({list}) o)", $"(SELECT value FROM json_each({list}))");

    // The driver hands decimals to SQLite as text.
    private static SqlPart Number(CaseValue value, decimal number, CaseQueryTables tables) => value switch
    {
        CaseValue.Property or CaseValue.Cost => SqlPart.Both(tables.Parameter((double)number, "Real")),
        _ => SqlPart.Both(tables.Parameter((long)number)),
    };

    /// <summary>What a value counts as among numbers. A text is one when it is written in digits, with a sign before or a point between them or not.</summary>
    private static SqlPart NumberOf(CaseValue value, CaseQueryTables tables)
    {
        var text = tables.Read(value);
        return value is CaseValue.Property ? NumberOf(text) : text;
    }

    internal static SqlPart NumberOf(SqlPart text)
    {
        var letters = $"{text.SqlServer} COLLATE {CaseQueryStatement.ByCodeUnits}";
        return new SqlPart(
            $"CASE WHEN {letters} LIKE '%[0-9]%' AND LEN({text.SqlServer}) <= 20 AND {letters} NOT LIKE '%[^-0-9.]%' AND {letters} NOT LIKE '_%-%' AND {letters} NOT LIKE '%.%.%' THEN TRY_CAST({text.SqlServer} AS float) END",
            $"CASE WHEN {text.Sqlite} GLOB '*[0-9]*' AND LENGTH({text.Sqlite}) <= 20 AND {text.Sqlite} NOT GLOB '*[^-0-9.]*' AND {text.Sqlite} NOT GLOB '?*-*' AND {text.Sqlite} NOT GLOB '*.*.*' THEN CAST({text.Sqlite} AS REAL) END");
    }

    private static string Sign(CaseComparison comparison) => comparison switch
    {
        CaseComparison.Less => "<",
        CaseComparison.AtMost => "<=",
        CaseComparison.Greater => ">",
        CaseComparison.AtLeast => ">=",
    };
}
