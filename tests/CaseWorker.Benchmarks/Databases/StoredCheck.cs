using Microsoft.Data.Sqlite;

namespace CaseWorker.Benchmarks.Databases;

/// <summary>Whether the right rows are stored: every case once, every sequence without gaps, all rows that belong to a case.</summary>
internal static class StoredCheck
{
    private static readonly (string Table, int PerCase)[] Tables =
        [("SupportCase", 1), ("CaseProperty", 3), ("CaseNote", 2), ("CaseAssignment", 1), ("Outbox", 2), ("ParkedMessage", 0)];

    /// <exception cref="InvalidOperationException">Something is missing or too much.</exception>
    public static void Check(string directory, int cases)
    {
        using var connection = new SqliteConnection(TemplateDatabase.ConnectionTo(directory) + ";Mode=ReadOnly");
        connection.Open();
        foreach (var (table, perCase) in Tables)
        {
            var rows = Ask(connection, $"SELECT COUNT(*) FROM {table}");
            if (rows != (long)cases * perCase)
                throw new InvalidOperationException($"{table} must have {(long)cases * perCase} rows, has {rows}.");
        }

        var faulty = Ask(connection, "SELECT COUNT(*) FROM (SELECT 1 FROM SupportCase GROUP BY ServiceId HAVING MIN(Sequence) <> 1 OR MAX(Sequence) <> COUNT(*))");
        if (faulty > 0)
            throw new InvalidOperationException($"The sequences of {faulty} services have gaps.");
    }

    private static long Ask(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return (long)command.ExecuteScalar()!;
    }
}
