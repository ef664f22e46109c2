using Xunit;

namespace CaseWorker.Tests.SqlGate;

/// <summary>Both texts of a statement do the same, as far as their shapes can tell.</summary>
public sealed class DialectGateTests
{
    private static readonly string[] SqliteClocks = ["CURRENT_TIME", "CURRENT_DATE", "datetime(", "date(", "time(", "strftime(", "julianday(", "unixepoch("];

    [Fact]
    public void Every_SQLite_text_can_be_prepared() =>
        TSqlGateTests.None(
            from statement in Statement.OfBoth
            let error = SqliteSchema.Prepare(statement.Sqlite).Error
            where error is not null
            select $"{statement}: {error}");

    [Fact]
    public void No_SQLite_text_asks_the_database_for_the_time() =>
        TSqlGateTests.None(
            from statement in Statement.OfBoth
            from clock in SqliteClocks
            where statement.Sqlite.Contains(clock, StringComparison.OrdinalIgnoreCase)
            select $"{statement} uses {clock}");

    [Fact]
    public void Both_texts_take_the_same_parameters() => TSqlGateTests.None(Statement.OfBoth.SelectMany(Parameters));

    [Fact]
    public void Both_texts_return_the_same_columns() => TSqlGateTests.None(Statement.OfBoth.SelectMany(Columns));

    [Fact]
    public void Every_batch_sends_the_columns_of_its_table_type_in_their_order() =>
        TSqlGateTests.None(Statement.All.Where(statement => statement.Batch is not null).SelectMany(TypeOf));

    [Fact]
    public void Only_full_text_search_is_asked_of_one_dialect_alone() =>
        Assert.All(Statement.All.Except(Statement.OfBoth), statement => Assert.Contains("FullText", statement.Name, StringComparison.Ordinal));

    [Fact]
    public void A_difference_between_the_texts_is_red()
    {
        Assert.NotEmpty(Parameters(Statement.Once("Other", "SELECT 1 AS One WHERE 1 = @a", "SELECT 1 AS One WHERE 1 = @b")));
        Assert.NotEmpty(Columns(Statement.Once("Other", "SELECT CaseId, HubId FROM SupportCase", "SELECT HubId, CaseId FROM SupportCase")));
        Assert.NotEmpty(Columns(Statement.Once("Other", "UPDATE Partition SET Epoch = 1 OUTPUT inserted.Epoch", "UPDATE Partition SET Epoch = 1")));
        Assert.NotEmpty(TypeOf(new Statement("Other", "", "", new StatementBatch("dbo.IdRows", []))));
        Assert.NotEmpty(TypeOf(new Statement("Other", "", "", new StatementBatch("dbo.Nowhere", []))));
    }

    private static IEnumerable<string> Parameters(Statement statement)
    {
        var sqlServer = TSqlText.Parse(statement.SqlServer).Parameters;
        var sqlite = SqliteSchema.Prepare(statement.Sqlite).Parameters;
        if (statement.Batch is { } batch)
        {
            if (!sqlServer.SetEquals(["rows"]))
                yield return $"{statement}: T-SQL must take @rows alone, takes {Listed(sqlServer)}";

            if (sqlite.Except(batch.Columns.Select(column => column.Name)).ToArray() is { Length: > 0 } strangers)
                yield return $"{statement}: SQLite takes {Listed(strangers)}, which the batch does not send";
        }
        else if (!sqlServer.SetEquals(sqlite))
        {
            yield return $"{statement}: T-SQL takes {Listed(sqlServer)}, SQLite {Listed(sqlite)}";
        }
    }

    private static IEnumerable<string> Columns(Statement statement)
    {
        var sqlServer = TSqlText.Parse(statement.SqlServer).ResultColumns;
        var sqlite = SqliteSchema.Prepare(statement.Sqlite).ResultColumns;
        if (sqlServer.Count != sqlite.Count || sqlServer.Zip(sqlite).Any(pair => pair.First is not null && pair.First != pair.Second))
            yield return $"{statement}: T-SQL returns {Listed(sqlServer)}, SQLite {Listed(sqlite)}";
    }

    private static IEnumerable<string> TypeOf(Statement statement)
    {
        var batch = statement.Batch!;
        if (!TSqlSchema.OfMigrations.Types.TryGetValue(batch.TypeName, out var type))
        {
            yield return $"{statement}: the migrations make no type {batch.TypeName}";
            yield break;
        }

        string[] sent = ["Ord INT", .. batch.Columns.Select(column => $"{column.Name} {column.Type}{Length(column.Length)}".ToUpperInvariant())];
        var expected = type.Definition.ColumnDefinitions.Select(column =>
            $"{column.ColumnIdentifier.Value} {TSqlSchema.TextOf(column.DataType).Replace(" ", "", StringComparison.Ordinal)}".ToUpperInvariant());
        var difference = sent.Select(column => column.ToUpperInvariant()).SequenceEqual(expected) ? "" : $"sends {Listed(sent)}, its type is {Listed(expected)}";
        if (difference.Length > 0)
            yield return $"{statement}: {difference}";
    }

    private static string Length(int length) => length switch
    {
        0 => "",
        -1 => "(MAX)",
        _ => $"({length})",
    };

    private static string Listed(IEnumerable<string?> names) => $"({string.Join(", ", names.Select(name => name ?? "?"))})";
}
