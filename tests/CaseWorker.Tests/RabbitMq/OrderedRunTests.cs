using CaseWorker.Processing.RabbitMq.Routing;
using Xunit;

namespace CaseWorker.Tests.RabbitMq;

public sealed class OrderedRunTests
{
    private readonly OrderedRun<ulong> ordered = new();

    [Fact]
    public void Nothing_is_taken_over_a_gap()
    {
        Offer(2, 3);
        Assert.Empty(Take());
        Offer(1, 5);
        Assert.Equal([1ul, 2, 3], Take());
        Offer(4);
        Assert.Equal([4ul, 5], Take());
    }

    [Fact]
    public void Whatever_the_mixture_every_tag_comes_once_and_in_order()
    {
        var random = new Random(1);
        var taken = new List<ulong>();
        foreach (var tag in Enumerable.Range(1, 1000).Chunk(20).SelectMany(chunk => chunk.OrderBy(_ => random.Next())))
        {
            Offer((ulong)tag);
            taken.AddRange(Take());
        }

        Assert.Equal(Enumerable.Range(1, 1000).Select(tag => (ulong)tag), taken);
    }

    [Fact]
    public void A_run_ends_at_its_count_and_at_its_size_but_is_never_empty_for_size()
    {
        Offer(1, 2, 3, 4);
        Assert.Equal([1ul, 2], ordered.Take(2, 100, _ => 1));
        Assert.Equal([3ul], ordered.Take(10, 5, _ => 7));
        Assert.Equal([4ul], ordered.Take(10, 5, _ => 7));
    }

    [Fact]
    public void A_tag_that_comes_twice_is_refused()
    {
        Offer(1);
        Assert.Throws<ArgumentException>(() => Offer(1));
        Take();
        Assert.Throws<ArgumentException>(() => Offer(1));
    }

    private void Offer(params ulong[] tags)
    {
        foreach (var tag in tags)
            ordered.Offer(tag, tag);
    }

    private List<ulong> Take() => ordered.Take(100, 100, _ => 1);
}
