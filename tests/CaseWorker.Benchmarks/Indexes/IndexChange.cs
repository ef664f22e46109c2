using Microsoft.Data.Sqlite;

namespace CaseWorker.Benchmarks.Indexes;

/// <summary>Something that searches need and intake pays for, taken away and brought back.</summary>
/// <param name="Take">SQL that takes it away.</param>
/// <param name="Bring">SQL that brings it back.</param>
internal sealed record IndexChange(string Name, string Take, string Bring)
{
    private const string Old =
        "CREATE INDEX IX_SupportCase_Search ON SupportCase (HubId, CaseId, Status, DepartmentId, RepId, CustomerId, CompanyId, OpenedAt, AssignedAt, FirstResponseAt, LastResponseAt, UpdatedAt, ClosedAt)";

    public static IReadOnlyList<IndexChange> All(SqliteConnection connection) =>
    [
        Without(connection, "IX_SupportCase_Messages"),
        Without(connection, "IX_SupportCase_Search"),
        Narrower(connection),
        Without(connection, "IX_CaseProperty_Name"),
        Without(connection, "IX_CaseNote_Feed"),

        // A view that takes rows and keeps none.
        new(
            "without TextWork",
            "ALTER TABLE TextWork RENAME TO Kept; CREATE VIEW TextWork AS SELECT WorkId, CaseId FROM Kept; CREATE TRIGGER TakesNothing INSTEAD OF INSERT ON TextWork BEGIN SELECT 1; END;",
            "DROP VIEW TextWork; ALTER TABLE Kept RENAME TO TextWork;"),
    ];

    public static void Run(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private static IndexChange Without(SqliteConnection connection, string index) => new($"without {index}", $"DROP INDEX {index};", Definition(connection, index));

    private static IndexChange Narrower(SqliteConnection connection) => new(
        "IX_SupportCase_Search as before Action Management",
        $"DROP INDEX IX_SupportCase_Search; {Old};",
        $"DROP INDEX IX_SupportCase_Search; {Definition(connection, "IX_SupportCase_Search")}");

    private static string Definition(SqliteConnection connection, string index)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sql FROM sqlite_master WHERE name = @name";
        command.Parameters.AddWithValue("@name", index);
        return (string)command.ExecuteScalar()! + ";";
    }
}
