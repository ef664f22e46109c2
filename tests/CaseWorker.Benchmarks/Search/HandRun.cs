using System.Diagnostics;
using SQLitePCL;

namespace CaseWorker.Benchmarks.Search;

/// <summary>Runs the statements of a route by hand: one connection, each prepared once, every value of every row read, and nothing else.</summary>
internal sealed class HandRun(string directory) : IDisposable
{
    // Without a transaction each statement would lock the file anew.
    private static readonly TracedStatement[] Begin = [new("BEGIN", new Dictionary<string, object?>())];
    private static readonly TracedStatement[] Commit = [new("COMMIT", new Dictionary<string, object?>())];

    private readonly HandStatements statements = new(directory);

    /// <summary>How long a call's statements take, in milliseconds.</summary>
    public double Measure(IReadOnlyList<TracedStatement> call)
    {
        var beganAt = Stopwatch.GetTimestamp();
        Run(Begin);
        Run(call);
        Run(Commit);
        return Stopwatch.GetElapsedTime(beganAt).TotalMilliseconds;
    }

    public void Dispose() => statements.Dispose();

    private void Run(IReadOnlyList<TracedStatement> call)
    {
        foreach (var one in call)
        {
            var statement = statements.Of(one.Text);
            foreach (var (name, value) in one.Values)
                HandStatements.Bind(statement, raw.sqlite3_bind_parameter_index(statement, name), value);

            var columns = raw.sqlite3_column_count(statement);
            while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
            {
                for (var column = 0; column < columns; column++)
                    Read(statement, column);
            }

            raw.sqlite3_reset(statement);
        }
    }

    private static void Read(sqlite3_stmt statement, int column)
    {
        switch (raw.sqlite3_column_type(statement, column))
        {
            case raw.SQLITE_INTEGER:
                raw.sqlite3_column_int64(statement, column);
                break;
            case raw.SQLITE_TEXT:
                raw.sqlite3_column_text(statement, column).utf8_to_string();
                break;
            case raw.SQLITE_BLOB:
                raw.sqlite3_column_blob(statement, column);
                break;
        }
    }
}
