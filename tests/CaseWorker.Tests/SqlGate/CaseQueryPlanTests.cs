using CaseWorker.Storage.ActionManagement;
using Xunit;

namespace CaseWorker.Tests.SqlGate;

/// <summary>However cases are filtered and sorted, a query reads its hub's part of one index, and looks up by keys what is kept elsewhere.</summary>
public sealed class CaseQueryPlanTests
{
    private static readonly IReadOnlyList<(string Name, IReadOnlyList<string> Plan)> Plans =
        [.. CaseQueryStatements.All.Select(statement => (statement.Name + "\n" + statement.Sqlite, SqliteSchema.Prepare(statement.Sqlite).Plan))];

    [Fact]
    public void Every_query_reads_the_cases_of_its_hub_from_the_index_alone() => TSqlGateTests.None(
        from plan in Plans
        where !plan.Plan.Any(step => step.StartsWith("SEARCH c USING COVERING INDEX IX_SupportCase_Search (HubId=?", StringComparison.Ordinal))
        select $"{plan.Name}\n{string.Join('\n', plan.Plan)}");

    [Fact]
    public void Every_query_looks_up_custom_properties_in_their_index() => TSqlGateTests.None(
        from plan in Plans
        from step in plan.Plan
        where IsOf('d', step) && !step.Contains("USING COVERING INDEX IX_CaseProperty_Name (Name=? AND CaseId=?)", StringComparison.Ordinal)
        select $"{step}\n{plan.Name}");

    [Fact]
    public void Every_query_looks_up_chosen_items_by_case() => TSqlGateTests.None(
        from plan in Plans
        from step in plan.Plan
        where IsOf('v', step) && !step.Contains("USING PRIMARY KEY (CaseId=? AND ListId=?)", StringComparison.Ordinal)
        select $"{step}\n{plan.Name}");

    [Fact]
    public void Every_query_finds_the_users_of_a_role_in_their_index() => TSqlGateTests.None(
        from plan in Plans
        from step in plan.Plan
        where step.Contains(" u ", StringComparison.Ordinal) && !step.Contains("USING COVERING INDEX IX_CaseRoleUser_Rep (RepId=? AND RoleId=?)", StringComparison.Ordinal)
        select $"{step}\n{plan.Name}");

    [Fact]
    public void What_comes_along_as_a_parameter_is_read_once_and_not_for_each_case() => TSqlGateTests.None(
        from plan in Plans
        from step in plan.Plan
        where IsOf('m', step) && !step.Contains("USING AUTOMATIC", StringComparison.Ordinal)
        select $"{step}\n{plan.Name}");

    [Fact]
    public void Every_condition_and_every_order_was_looked_at()
    {
        Assert.True(Plans.Count > CaseQueryStatements.Conditions.Count + CaseQueryStatements.Sorts.Count);
        Assert.Contains(Plans, plan => plan.Plan.Any(step => IsOf('d', step)));
        Assert.Contains(Plans, plan => plan.Plan.Any(step => IsOf('v', step)));
        Assert.Contains(Plans, plan => plan.Plan.Any(step => IsOf('m', step)));
        Assert.Contains(Plans, plan => plan.Plan.Any(step => step.Contains(" u ", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_longest_query_joins_no_more_tables_than_SQLite_can()
    {
        CaseCondition[] conditions =
        [
            .. Enumerable.Range(0, CaseQuery.MaxConditions)
                .Select(i => new CaseCondition.Missing(new CaseValue.Property($"q{i}", $"Question {i}"), Not: false)),
        ];
        var sort = new CaseSort(CaseQueryStatements.Sorts[^1].Value, Descending: true, new Dictionary<int, int> { [1] = 1 });

        var statement = CaseQueryStatement.Of(new CaseQuery(1, conditions, sort, 20, 0));

        Assert.Null(SqliteSchema.Prepare(statement.Rows.Rows.Sqlite).Error);
    }

    // A step that looks into a table with the letter and a number for its name.
    private static bool IsOf(char letter, string step) => step.Split(' ') is [_, [var first, >= '0' and <= '9', ..], ..] && first == letter && !step.StartsWith("MATERIALIZE", StringComparison.Ordinal);
}
