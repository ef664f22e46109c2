using System.Text.RegularExpressions;
using Xunit;

namespace CaseWorker.Tests.SqlGate;

/// <summary>No statement reads a growing table from end to end, and no list is sorted after it was read.</summary>
public sealed partial class QueryPlanTests
{
    private static readonly HashSet<string> GrowingTables =
    [
        "SupportCase", "CaseNote", "CaseProperty", "CaseAssignment", "Tombstone", "ParkedMessage", "HeldMessage", "IntakeQueue", "Outbox",
        "IdempotencyKey", "RouterHandOver", "Attempt", "IdBlock", "RepSet", "CasePause", "CaseTag", "CaseEmail", "CaseListValue", "CaseRoleUser",
        "CaseDueEvent", "WebhookDelivery", "TextWork",
    ];

    // Statements that may do so, each with its reason.
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["IntakeQueueStore.MeasureOldest"] = "reads the first rows in the order of the key and stops at its limit",
        ["CaseSearch.Searches"] = "reads one hub's part of an index that holds all that is asked, and sorts that; an index for each order would cost nine writes with every case",
        ["HelpCenterList.BySentDescending"] = "sorts only cases that were heard of in the same millisecond",
        ["HelpCenterList.ByCreated"] = "as the searches",
        ["HelpCenterList.ByCreatedDescending"] = "as the searches",
        ["CaseTextSearch.Ascending"] = "sorts what was found, and reads what waits to be indexed, which is seconds old at most",
        ["CaseTextSearch.Descending"] = "sorts what was found, and reads what waits to be indexed, which is seconds old at most",
        ["TextWorkStore.First"] = "reads the first rows in the order of the key and stops at its limit",
        ["CatalogUses.FindDepartmentCases"] = "asked only when a department is pruned; an index would cost a write with every case",
    };

    [Fact]
    public void No_statement_scans_a_growing_table() => TSqlGateTests.None(Checked().SelectMany(Scans));

    [Fact]
    public void No_statement_sorts_what_an_index_could_give_in_order() => TSqlGateTests.None(Checked().SelectMany(Sorts));

    [Fact]
    public void Every_exception_is_still_needed() =>
        Assert.All(Exceptions.Keys, name => Assert.Contains(Statement.OfBoth, statement => NameOf(statement) == name && Scans(statement).Concat(Sorts(statement)).Any()));

    [Theory]
    [InlineData("BySent", "SEARCH SupportCase USING COVERING INDEX IX_SupportCase_Messages (HubId=?)")]
    [InlineData("BySentDescending", "SEARCH SupportCase USING COVERING INDEX IX_SupportCase_Messages (HubId=?)", "USE TEMP B-TREE FOR LAST TERM OF ORDER BY")]
    [InlineData("ByCreated", "SEARCH SupportCase USING COVERING INDEX IX_SupportCase_Search (HubId=?)", "USE TEMP B-TREE FOR ORDER BY")]
    [InlineData("ByCreatedDescending", "SEARCH SupportCase USING COVERING INDEX IX_SupportCase_Search (HubId=?)", "USE TEMP B-TREE FOR ORDER BY")]
    [InlineData("ByNumber", "SEARCH SupportCase USING COVERING INDEX IX_SupportCase_Search (HubId=?)")]
    [InlineData("ByNumberDescending", "SEARCH SupportCase USING COVERING INDEX IX_SupportCase_Search (HubId=?)")]
    [InlineData("OfStatus", "SEARCH SupportCase USING COVERING INDEX IX_SupportCase_HubStatus (HubId=? AND Status=?)")]
    [InlineData("CountByStatus", "SEARCH SupportCase USING COVERING INDEX IX_SupportCase_HubStatus (HubId=?)")]
    public void A_list_of_a_help_center_reads_one_index_and_no_case(string statement, params string[] steps) =>
        Assert.Equal(steps, SqliteSchema.Prepare(Statement.OfBoth.Single(each => each.Name == "HelpCenterList." + statement).Sqlite).Plan);

    [Theory]
    [InlineData("SELECT CaseId FROM SupportCase WHERE Subject = @subject")]
    [InlineData("SELECT c.CaseId FROM SupportCase AS c WHERE c.Subject = @subject")]
    [InlineData("UPDATE SupportCase SET RowVersion = 1 WHERE Subject = @subject")]
    [InlineData("DELETE FROM Outbox WHERE CreatedAt < @now")]
    [InlineData("SELECT COUNT(*) AS Cases FROM SupportCase")]
    public void A_scan_is_red(string text) => Assert.NotEmpty(Scans(Statement.Once("Scan", "", text)));

    [Fact]
    public void A_sort_is_red() =>
        Assert.NotEmpty(Sorts(Statement.Once("Sort", "", "SELECT CaseId FROM SupportCase WHERE HubId = @hubId ORDER BY UpdatedAt")));

    // Statements that are held together are excepted together.
    private static string NameOf(Statement statement) => statement.Name.Split('[')[0];

    private static IEnumerable<Statement> Checked() => Statement.OfBoth.Where(statement => !Exceptions.ContainsKey(NameOf(statement)));

    private static IEnumerable<string> Scans(Statement statement)
    {
        var names = Aliases(statement.Sqlite);
        return from step in SqliteSchema.Prepare(statement.Sqlite).Plan
               let scan = Scan().Match(step)
               where scan.Success
               let table = scan.Groups[1].Value
               where GrowingTables.Contains(names.GetValueOrDefault(table, table)) && !IsPartial(scan.Groups[2].Value)
               select $"{statement}: {step}";
    }

    // Such an index holds only the rows that wait for something.
    private static bool IsPartial(string index) => TSqlSchema.OfMigrations.Indexes.GetValueOrDefault(index)?.FilterPredicate is not null;

    // Catalogue tables are small and read whole; sorting them is no harm.
    private static IEnumerable<string> Sorts(Statement statement) =>
        !GrowingTables.Any(table => statement.Sqlite.Contains(table, StringComparison.Ordinal))
            ? []
            : SqliteSchema.Prepare(statement.Sqlite).Plan
            .Where(step => step.Contains("TEMP B-TREE FOR ORDER BY", StringComparison.Ordinal) || step.Contains("TEMP B-TREE FOR LAST", StringComparison.Ordinal))
            .Select(step => $"{statement}: {step}");

    // The plan calls a table by its alias.
    private static Dictionary<string, string> Aliases(string text)
    {
        var names = new Dictionary<string, string>();
        foreach (Match match in Alias().Matches(text))
            names[match.Groups[2].Value] = match.Groups[1].Value;

        return names;
    }

    [GeneratedRegex(@"^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?")]
    private static partial Regex Scan();

    [GeneratedRegex(@"\b(?:FROM|JOIN|UPDATE|INTO|,)\s+(\w+)\s+(?:AS\s+)?(?!WHERE|SET|ON|JOIN|LEFT|ORDER|GROUP|LIMIT|UNION|VALUES|SELECT|RETURNING)(\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex Alias();
}
