using CaseWorker.Processing.Catalogs.Files;
using CsCheck;
using Xunit;

namespace CaseWorker.Tests.Catalogs;

public sealed class OrderRuleTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("", "b a", "b a")]
    [InlineData("a b", "", "a b")]
    [InlineData("a b", "c d", "a b c d")]
    [InlineData("a b c", "c a", "c b a")]
    [InlineData("a b c", "x b y c z", "a x b y c z")]
    [InlineData("a b c", "c x a y", "c x b a y")]
    [InlineData("a b", "x y B", "a x y B")]
    public void The_named_are_in_the_order_of_the_file_and_the_rest_stays_where_it_is(string stored, string named, string laid) =>
        Assert.Equal(Words(laid), OrderRule.Lay(Words(stored), Words(named), word => word));

    [Fact]
    public void A_second_time_nothing_moves_and_none_is_lost()
    {
        string[] letters = ["a", "b", "c", "d", "e", "f", "g", "h"];
        var words = Gen.Shuffle(letters);
        Gen.Select(words, Gen.Int[0, 8], words, Gen.Int[0, 8]).Sample((all, storedCount, others, namedCount) =>
        {
            var (stored, named) = (all[..storedCount], others[..namedCount]);
            var laid = OrderRule.Lay(stored, named, word => word);
            Assert.Equal(stored.Union(named).Order(), laid.Order());
            Assert.Equal(named, laid.Where(named.Contains));
            Assert.Equal(laid, OrderRule.Lay(laid, named, word => word));
        });
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
