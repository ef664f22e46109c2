using CaseWorker.Storage.Dialects;
using Microsoft.Data.Sqlite;
using Xunit;

namespace CaseWorker.Tests.Storage;

public sealed class SqliteRowMapperTests : IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=:memory:");

    public SqliteRowMapperTests() => connection.Open();

    public void Dispose() => connection.Dispose();

    [Fact]
    public void Each_column_goes_to_the_property_of_its_name_whatever_its_case_and_place()
    {
        var thing = Read<Thing>("SELECT 1770000000123 AS at, 'ñ 漢字 🙂' AS TEXT, 0.5 AS Share, x'00FF' AS Bytes, 1 AS IsOpen, 9007199254740993 AS Large, -7 AS Small");

        Assert.Equal(-7, thing.Small);
        Assert.Equal(9007199254740993, thing.Large);
        Assert.Equal(0.5, thing.Share);
        Assert.True(thing.IsOpen);
        Assert.Equal("ñ 漢字 🙂", thing.Text);
        Assert.Equal<byte>([0, 255], thing.Bytes!);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1770000000123), thing.At);
    }

    [Fact]
    public void NULL_is_null_and_the_default_where_there_is_no_null()
    {
        var thing = Read<Thing>("SELECT NULL AS Small, NULL AS Large, NULL AS Share, NULL AS IsOpen, NULL AS Text, NULL AS Bytes, NULL AS At, NULL AS Count, NULL AS MadeAt, NULL AS Flag");

        Assert.Equal(new Thing(), thing);
    }

    [Fact]
    public void An_empty_text_and_no_bytes_are_not_NULL()
    {
        var thing = Read<Thing>("SELECT '' AS Text, x'' AS Bytes");

        Assert.Equal("", thing.Text);
        Assert.Empty(thing.Bytes!);
    }

    [Fact]
    public void A_text_is_read_whole_beyond_a_NUL() => Assert.Equal("a\0b", Read<Thing>("SELECT 'a' || char(0) || 'b' AS Text").Text);

    [Fact]
    public void A_column_without_a_property_is_left_out() => Assert.Equal(3, Read<Thing>("SELECT 1 AS Other, 3 AS Small, 'x' AS Another").Small);

    [Fact]
    public void A_value_by_itself_is_that_of_the_first_column()
    {
        Assert.Equal(5, Read<int>("SELECT 5, 6"));
        Assert.Equal(5L, Read<long?>("SELECT 5"));
        Assert.Null(Read<long?>("SELECT NULL"));
        Assert.Equal("x", Read<string>("SELECT 'x'"));
        Assert.Equal(DateTimeOffset.UnixEpoch, Read<DateTimeOffset?>("SELECT 0"));
    }

    [Fact]
    public void A_number_that_is_too_large_is_an_error() => Assert.Throws<OverflowException>(() => Read<Thing>("SELECT 3000000000 AS Small"));

    [Fact]
    public void A_property_that_no_column_can_be_is_told() =>
        Assert.Contains("Odd.Address", Assert.Throws<NotSupportedException>(() => Read<Odd>("SELECT 'x' AS Address")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_value_that_no_column_can_be_is_told() => Assert.Throws<NotSupportedException>(() => Read<decimal>("SELECT 1.5 AS Cost"));

    [Fact]
    public void An_error_at_the_end_of_a_statement_that_has_told_enough_is_told()
    {
        using var tables = new SqliteCommand("PRAGMA foreign_keys = ON; CREATE TABLE a (Id INTEGER PRIMARY KEY); CREATE TABLE b (Id INTEGER PRIMARY KEY, A INTEGER REFERENCES a)", connection);
        tables.ExecuteNonQuery();
        using var statement = new SqliteStatement(connection, "INSERT INTO b (A) VALUES (1) RETURNING Id", []);

        Assert.Throws<SqliteException>(() => statement.Run(_ => { }, most: 1));
    }

    [Fact]
    public void Values_are_asked_of_the_library_that_the_driver_uses() => Assert.Equal(SqliteColumns.Library, SQLitePCL.raw.GetNativeLibraryName());

    private T Read<T>(string sql)
    {
        using var statement = new SqliteStatement(connection, sql, []);
        var mapper = statement.Mapper<T>();
        var rows = new List<T>();
        statement.Run(row => rows.Add(mapper(row)));
        return Assert.Single(rows);
    }

    private sealed record Thing
    {
        public int Small { get; init; }
        public long Large { get; init; }
        public double? Share { get; init; }
        public bool IsOpen { get; init; }
        public string? Text { get; init; }
        public byte[]? Bytes { get; init; }
        public DateTimeOffset At { get; init; }
        public int? Count { get; init; }
        public DateTimeOffset? MadeAt { get; init; }
        public bool? Flag { get; init; }
    }

    private sealed record Odd
    {
        public Uri? Address { get; init; }
    }
}
