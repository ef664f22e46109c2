using CaseWorker.Storage;
using Xunit;

namespace CaseWorker.Tests.SqlGate;

public sealed class TSqlGateTests
{
    private static readonly IReadOnlyList<Statement> Texts = [.. Statement.All, .. CaseQueryStatements.OfSqlServer];

    [Fact]
    public void The_gate_sees_every_kind_of_statement()
    {
        string[] names = [.. Statement.Of(typeof(Kinds)).Select(statement => statement.Name)];

        Assert.Equal(["Kinds.One", "Kinds.Batch", "Kinds.Many[0]", "Kinds.Many[1]", "Kinds.Named[a]"], names);
        Assert.Contains(Statement.All, statement => statement.Name == "IntakeStore.Fence");
        Assert.Contains(Statement.All, statement => statement.Name == "IntakeTables.Cases");
    }

    [Fact]
    public void Every_statement_parses() =>
        None(Texts.SelectMany(statement => TSqlText.Parse(statement.SqlServer).Errors.Select(error => $"{statement}: {error}")));

    [Fact]
    public void Every_statement_keeps_to_the_common_subset() =>
        None(Texts.SelectMany(statement => TSqlText.Parse(statement.SqlServer).Refused.Select(what => $"{statement} uses {what}")));

    [Fact]
    public void Every_statement_compiles_against_the_schema_of_the_migrations() => None(TSqlCompiler.Compile(Texts));

    [Fact]
    public void Every_change_of_rows_in_a_migration_compiles() =>
        None(TSqlCompiler.Compile([.. TSqlSchema.OfMigrations.Changes.Select(change => Statement.Once("migration", TSqlSchema.TextOf(change), ""))]));

    [Theory]
    [InlineData("SELECT CaseIdd FROM SupportCase", "CaseIdd")]
    [InlineData("SELECT c.CaseId FROM SupportCase c JOIN Tombston t ON t.CaseId = c.CaseId", "Tombston")]
    [InlineData("UPDATE SupportCase SET Statuss = 'new' OUTPUT inserted.CaseId WHERE CaseId = @caseId", "Statuss")]
    [InlineData("UPDATE SupportCase SET Status = 'new' OUTPUT inserted.CaseIdd WHERE CaseId = @caseId", "CaseIdd")]
    [InlineData("INSERT INTO CaseNote (CaseId, Att) VALUES (@caseId, @now)", "Att")]
    [InlineData("DELETE FROM Outbox WHERE OutboxId IN (SELECT TOP (@n) OutboxIdd FROM Outbox WHERE DispatchedAt < @now)", "OutboxIdd")]
    [InlineData("SELECT NEXT VALUE FOR CaseIdBlok AS Id", "CaseIdBlok")]
    public void A_misspelt_name_is_red(string text, string misspelt) =>
        Assert.Contains(TSqlCompiler.Compile([Statement.Once("Misspelt", text, "")]), problem =>
            problem.StartsWith("Misspelt:", StringComparison.Ordinal) && problem.Contains(misspelt, StringComparison.Ordinal));

    [Theory]
    [InlineData("SELECT c.CaseId FROM SupportCase c JOIN @rows r ON c.CaseId = r.Idd")]
    [InlineData("INSERT INTO Attempt (KeyHash, Count, LastAt) SELECT Hash, 1, 1 FROM @rows ORDER BY Ord")]
    public void A_misspelt_column_of_a_batch_is_red(string text) =>
        Assert.NotEmpty(TSqlCompiler.Compile([new Statement("Batch", text, "", new StatementBatch("dbo.IdRows", []))]));

    [Theory]
    [InlineData("SELECT CaseId FROM SupportCase WITH (NOLOCK)")]
    [InlineData("UPDATE SupportCase WITH (ROWLOCK) SET Waiting = 1")]
    [InlineData("SELECT CaseId FROM SupportCase OPTION (RECOMPILE)")]
    [InlineData("MERGE SupportCase c USING Tombstone t ON c.CaseId = t.CaseId WHEN MATCHED THEN DELETE;")]
    [InlineData("UPDATE SupportCase SET UpdatedAt = DATEDIFF(SECOND, 0, GETUTCDATE())")]
    [InlineData("SELECT CURRENT_TIMESTAMP AS Now")]
    [InlineData("WITH c AS (SELECT TOP (1) Waiting FROM SupportCase) UPDATE c SET Waiting = 0")]
    [InlineData("SELECT * FROM SupportCase")]
    public void What_not_every_server_understands_is_red(string text) => Assert.NotEmpty(TSqlText.Parse(text).Refused);

    internal static void None(IEnumerable<string> problems)
    {
        string[] found = [.. problems];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    private static class Kinds
    {
        public static readonly Sql One = Sql.Both("SELECT 1 AS One");

        public static readonly RowBatch<int> Batch = new("Id", "SELECT Id FROM @rows", "SELECT @Id AS Id", Column.Long<int>("Id", id => id));

        public static readonly Sql[] Many = [One, One];

        public static readonly Dictionary<string, Sql> Named = new() { ["a"] = One };
    }
}
