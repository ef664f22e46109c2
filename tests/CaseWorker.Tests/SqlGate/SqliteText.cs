using SQLitePCL;
using static SQLitePCL.raw;

namespace CaseWorker.Tests.SqlGate;

/// <summary>What SQLite says about one text, prepared against the schema of the migrations.</summary>
internal sealed class SqliteText
{
    private readonly HashSet<string> parameters = [];

    private SqliteText()
    {
    }

    /// <summary>Why it can't be prepared; null when it can.</summary>
    public string? Error { get; private set; }

    /// <summary>Without the @.</summary>
    public IReadOnlySet<string> Parameters => parameters;

    /// <summary>The columns of its first result.</summary>
    public IReadOnlyList<string> ResultColumns { get; private set; } = [];

    /// <summary>The steps of EXPLAIN QUERY PLAN, all statements of the text together.</summary>
    public IReadOnlyList<string> Plan { get; private set; } = [];

    public static SqliteText Prepare(sqlite3 database, string text)
    {
        var result = new SqliteText();
        var plan = new List<string>();
        for (var rest = text; !string.IsNullOrWhiteSpace(rest);)
        {
            if (sqlite3_prepare_v2(database, rest, out var statement, out var tail) != SQLITE_OK)
            {
                result.Error = sqlite3_errmsg(database).utf8_to_string();
                return result;
            }

            using (statement)
            {
                // A comment at the end prepares to nothing.
                if (statement.IsInvalid)
                    break;

                result.Take(statement);
                plan.AddRange(Explain(database, rest[..(rest.Length - tail.Length)]));
            }

            rest = tail;
        }

        result.Plan = plan;
        return result;
    }

    private void Take(sqlite3_stmt statement)
    {
        for (var i = 1; i <= sqlite3_bind_parameter_count(statement); i++)
            parameters.Add(sqlite3_bind_parameter_name(statement, i).utf8_to_string().TrimStart('@'));

        if (ResultColumns.Count == 0)
            ResultColumns = [.. Enumerable.Range(0, sqlite3_column_count(statement)).Select(i => sqlite3_column_name(statement, i).utf8_to_string())];
    }

    private static List<string> Explain(sqlite3 database, string text)
    {
        var steps = new List<string>();
        if (sqlite3_prepare_v2(database, $"EXPLAIN QUERY PLAN {text}", out var statement) != SQLITE_OK)
            return steps;

        using (statement)
        {
            while (sqlite3_step(statement) == SQLITE_ROW)
                steps.Add(sqlite3_column_text(statement, 3).utf8_to_string());
        }

        return steps;
    }
}
