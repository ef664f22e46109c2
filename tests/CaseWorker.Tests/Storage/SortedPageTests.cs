using CaseWorker.Storage.Cases;
using CaseWorker.Storage.Dialects;
using Xunit;

namespace CaseWorker.Tests.Storage;

public sealed class SortedPageTests
{
    private static readonly string?[] Texts = [null, "", "a", "aa", "ab", "b", "é", "same begin", "same beginning", "same\u0000"];

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 20)]
    [InlineData(7, 100)]
    [InlineData(600, 20)]
    [InlineData(4_000, 20)]
    [InlineData(9_990, 20)]
    [InlineData(9_999, 1)]
    [InlineData(10_000, 20)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void A_page_of_many_rows_is_that_of_all_rows_sorted(int skip, int top)
    {
        foreach (var descending in new[] { false, true })
        {
            foreach (var rows in (Row[][])[Any(10_000), Equal(10_000), [.. Any(10_000).Order(new Plain(Descending: false))], [.. Any(10_000).Order(new Plain(Descending: true))]])
                Check(rows, descending, skip, top);
        }
    }

    [Fact]
    public void Any_page_of_few_rows_is_that_of_all_rows_sorted()
    {
        for (var count = 0; count < 40; count++)
        {
            for (var skip = 0; skip <= count + 1; skip++)
                Check(Any(count), descending: skip % 2 == 0, skip, top: 1 + (count % 5));
        }
    }

    [Fact]
    public void What_has_no_value_comes_last_in_both_directions_and_numbers_are_less_than_texts()
    {
        Row[] rows = [new(1, null, null), new(2, null, "b"), new(3, 2, "2"), new(4, null, "a"), new(5, 10, "10"), new(6, null, null)];

        Assert.Equal([3, 5, 4, 2, 1, 6], PageOf(rows, descending: false, 0, 10).CaseIds);
        Assert.Equal([2, 4, 5, 3, 1, 6], PageOf(rows, descending: true, 0, 10).CaseIds);
    }

    private static void Check(Row[] rows, bool descending, int skip, int top)
    {
        var page = PageOf(rows, descending, skip, top);

        Assert.Equal(rows.Length, page.Total);
        Assert.Equal(rows.Order(new Plain(descending)).Skip(skip).Take(top).Select(key => key.CaseId), page.CaseIds);
    }

    private static CasePage PageOf(IEnumerable<Row> rows, bool descending, int skip, int top)
    {
        using var page = new SortedPage(descending, skip, top);
        foreach (var row in rows)
            page.Add(new SortKey(row.CaseId, row.Number, row.Text, descending));

        return page.Read();
    }

    private static Row[] Any(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(1, count).Select(caseId => new Row(caseId, random.Next(3) == 0 ? (random.Next(50) - 20) / 2.0 : null, Texts[random.Next(Texts.Length)]))];
    }

    private static Row[] Equal(int count) => [.. Enumerable.Range(1, count).Select(caseId => new Row(caseId, 1, null))];

    private readonly record struct Row(int CaseId, double? Number, string? Text);

    /// <summary>The order, said once more and plainly.</summary>
    private sealed record Plain(bool Descending) : IComparer<Row>
    {
        public int Compare(Row x, Row y)
        {
            var none = IsNone(x).CompareTo(IsNone(y));
            var number = (x.Number ?? double.MaxValue).CompareTo(y.Number ?? double.MaxValue);
            var key = number != 0 ? number : string.CompareOrdinal(x.Text, y.Text);
            return none != 0 ? none : key != 0 ? (Descending ? -key : key) : x.CaseId.CompareTo(y.CaseId);
        }

        private static bool IsNone(Row key) => key is { Number: null, Text: null };
    }
}
