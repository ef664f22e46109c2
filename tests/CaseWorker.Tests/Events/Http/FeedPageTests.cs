using CaseWorker.Gateway.Events;
using CaseWorker.Storage.Events;
using Xunit;

namespace CaseWorker.Tests.Events.Http;

public sealed class FeedPageTests
{
    [Fact]
    public async Task A_page_without_holes_is_read_once() => Assert.Equal("11 12 13", await ReadAsync((13, [11, 12, 13])));

    [Fact]
    public async Task Where_nothing_is_new_nothing_is_read_again() => Assert.Equal("", await ReadAsync((10, [])));

    [Fact]
    public async Task A_page_ends_before_its_first_hole() => Assert.Equal("11", await ReadAsync((13, [11, 13])));

    [Fact]
    public async Task What_is_missing_at_the_beginning_and_there_a_moment_later_is_not_passed_over() =>
        Assert.Equal("11 12 13", await ReadAsync((13, [12, 13]), (13, [11, 12, 13])));

    [Fact]
    public async Task A_hole_that_stays_is_age() => Assert.Equal("12 13", await ReadAsync((15, [12, 13, 15]), (15, [12, 13, 15])));

    [Fact]
    public async Task Where_all_are_gone_twice_all_were_removed() => Assert.Equal("", await ReadAsync((13, []), (13, [])));

    // Fails when it is read more often, or less, than there are answers.
    private static async Task<string> ReadAsync(params (long Latest, long[] Numbers)[] answers)
    {
        var left = new Queue<(long Latest, long[] Numbers)>(answers);
        var (_, page) = await FeedPage.ReadAsync(10, () =>
        {
            var (latest, numbers) = left.Dequeue();
            return Task.FromResult((latest, numbers.Select(number => new FeedRow { EventNo = number, EventName = "CaseUpdated", Body = "{}" }).ToList()));
        });
        Assert.Empty(left);
        return string.Join(' ', page.Select(row => row.EventNo));
    }
}
