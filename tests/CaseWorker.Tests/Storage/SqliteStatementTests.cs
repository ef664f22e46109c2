using CaseWorker.Storage.Dialects;
using Dapper;
using Microsoft.Data.Sqlite;
using Xunit;

namespace CaseWorker.Tests.Storage;

public sealed class SqliteStatementTests : IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=:memory:");

    public SqliteStatementTests()
    {
        connection.Open();
        Ask("CREATE TABLE Thing (A, B, C UNIQUE)");
    }

    public void Dispose() => connection.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("a\0b")]
    [InlineData("ñ 漢字 🙂 ‏عربي")]
    public void Text_is_stored_byte_for_byte(string text)
    {
        Insert(text, null, null);

        Assert.Equal(text, Ask("SELECT A FROM Thing"));
        Assert.Equal("text", Ask("SELECT typeof(A) FROM Thing"));
    }

    [Fact]
    public void Text_longer_than_the_buffer_is_stored_whole()
    {
        var text = new string('漢', 100_000);

        Insert(text, "short", null);

        Assert.Equal(text, Ask("SELECT A FROM Thing"));
        Assert.Equal("short", Ask("SELECT B FROM Thing"));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0, 255, 7 })]
    public void Bytes_are_stored_as_they_are(byte[] bytes)
    {
        Insert(bytes, null, null);

        Assert.Equal(bytes, Ask("SELECT A FROM Thing"));
        Assert.Equal("blob", Ask("SELECT typeof(A) FROM Thing"));
    }

    [Fact]
    public void Numbers_booleans_and_null_are_stored_as_what_they_are()
    {
        Insert(long.MaxValue, true, null);

        Assert.Equal(long.MaxValue, Ask("SELECT A FROM Thing"));
        Assert.Equal(1L, Ask("SELECT B FROM Thing"));
        Assert.Equal(DBNull.Value, Ask("SELECT C FROM Thing"));
    }

    [Fact]
    public void What_one_run_bound_is_not_left_for_the_next()
    {
        using var statement = Prepare();
        Run(statement, "first", "one", 1);
        Run(statement, null, null, 2);

        Assert.Equal(DBNull.Value, Ask("SELECT A FROM Thing WHERE C = 2"));
    }

    [Fact]
    public void A_refused_row_says_which_rule_refused_it_and_the_next_row_is_taken()
    {
        using var statement = Prepare();
        Run(statement, "first", null, 1);

        var refusal = Assert.Throws<SqliteException>(() => Run(statement, "second", null, 1));
        Run(statement, "third", null, 2);

        Assert.Equal(2067, refusal.SqliteExtendedErrorCode);
        Assert.Equal(2L, Ask("SELECT COUNT(*) FROM Thing"));
    }

    [Fact]
    public void A_look_up_says_whether_it_found_a_row()
    {
        Insert("here", null, null);
        using var lookUp = new SqliteStatement(connection, "SELECT 1 FROM Thing WHERE A = @A", ["A", "Unused"]);
        lookUp.Bind(0, "here");
        lookUp.Bind(1, "not a parameter of the text");

        Assert.True(lookUp.Run());
        lookUp.Bind(0, "elsewhere");
        Assert.False(lookUp.Run());
    }

    [Fact]
    public void Rows_are_read_one_after_the_other_by_place()
    {
        Insert("first", new byte[] { 1, 2 }, 7);
        Insert("second", null, 8);
        using var list = new SqliteStatement(connection, "SELECT A, B, C, 'x' AS Word FROM Thing WHERE C >= @C ORDER BY C", ["C"]);
        list.Bind(0, 0);

        for (var again = 0; again < 2; again++)
        {
            var rows = new List<string>();
            list.Run(row => rows.Add($"{row.GetText(0)} {(row.GetBytes(1) is { } bytes ? Convert.ToHexString(bytes) : "none")} {row.GetInt(2)} {row.GetText(3)} {row.Shape}"));

            Assert.Equal(["first 0102 7 x A,B,C,Word", "second none 8 x A,B,C,Word"], rows);
        }
    }

    [Fact]
    public void A_statement_whose_reader_of_rows_fails_can_be_run_again()
    {
        Insert("here", null, 1);
        using var list = new SqliteStatement(connection, "SELECT A FROM Thing WHERE C = @C", ["C"]);
        list.Bind(0, 1);

        Assert.Throws<InvalidOperationException>(() => list.Run(_ => throw new InvalidOperationException("No.")));

        var seen = 0;
        list.Run(_ => seen++);
        Assert.Equal(1, seen);
    }

    [Fact]
    public void No_more_rows_are_told_than_are_wanted_and_the_next_run_begins_at_the_first()
    {
        Insert("first", null, 1);
        Insert("second", null, 2);
        using var list = new SqliteStatement(connection, "SELECT A FROM Thing ORDER BY C", []);

        for (var again = 0; again < 2; again++)
        {
            var rows = new List<string>();
            list.Run(row => rows.Add(row.GetText(0)!), most: 1);
            Assert.Equal(["first"], rows);
        }
    }

    [Fact]
    public void A_parameter_that_is_not_given_is_refused_and_has_not_the_value_of_the_run_before()
    {
        using var list = new SqliteStatement(connection, "SELECT A FROM Thing WHERE A = @one OR B = @two OR A = @one", []);
        SqliteParameters.Bind(list, new { one = 1, two = 2, unused = 3 });

        Assert.Throws<ArgumentException>(() => SqliteParameters.Bind(list, new { one = 1 }));
        var two = new DynamicParameters();
        two.Add("two", 2);
        Assert.Throws<ArgumentException>(() => SqliteParameters.Bind(list, two));
        Assert.Throws<ArgumentException>(() => SqliteParameters.Bind(list, null));
        two.Add("one", 1);
        SqliteParameters.Bind(list, two);
    }

    [Fact]
    public void A_second_statement_in_the_text_is_refused_as_it_would_not_be_run() =>
        Assert.Throws<ArgumentException>(() => new SqliteStatement(connection, "SELECT 1; SELECT 2", []));

    private SqliteStatement Prepare() => new(connection, "INSERT INTO Thing (A, B, C) VALUES (@A, @B, @C)", ["A", "B", "C"]);

    private void Insert(object? a, object? b, object? c)
    {
        using var statement = Prepare();
        Run(statement, a, b, c);
    }

    private static void Run(SqliteStatement statement, object? a, object? b, object? c)
    {
        statement.Bind(0, a);
        statement.Bind(1, b);
        statement.Bind(2, c);
        statement.Run();
    }

    private object? Ask(string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar();
    }
}
