using System.Net;
using CaseWorker.Processing.Access;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CaseWorker.Tests.Access;

public sealed class BadKeysTests
{
    private static readonly IPAddress Here = IPAddress.Parse("203.0.113.7");

    private readonly FakeTimeProvider time = new();

    [Fact]
    public void An_address_that_has_had_its_share_waits_until_its_minute_is_over()
    {
        using var badKeys = Of(3);
        Assert.All(Enumerable.Range(0, 3), _ => Assert.Null(badKeys.Add(Here)));
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(TimeSpan.FromSeconds(40), badKeys.Add(Here));
        time.Advance(TimeSpan.FromSeconds(40));
        Assert.Null(badKeys.Add(Here));
    }

    [Fact]
    public void Each_address_has_its_own_share_and_one_of_IPv6_counts_with_its_neighbours()
    {
        using var badKeys = Of(1);
        Assert.Null(badKeys.Add(Here));
        Assert.Null(badKeys.Add(IPAddress.Parse("203.0.113.8")));
        Assert.NotNull(badKeys.Add(IPAddress.Parse("::ffff:203.0.113.7")));
        Assert.Null(badKeys.Add(IPAddress.Parse("2001:db8:1:2::1")));
        Assert.NotNull(badKeys.Add(IPAddress.Parse("2001:db8:1:2:ffff::9")));
        Assert.Null(badKeys.Add(IPAddress.Parse("2001:db8:1:3::1")));
        Assert.Null(badKeys.Add(null));
        Assert.NotNull(badKeys.Add(null));
    }

    [Fact]
    public void Very_many_addresses_share_what_is_left_and_are_forgotten_after_their_minute()
    {
        using var badKeys = Of(1);
        for (var address = 0; address < 10_000; address++)
            Assert.Null(badKeys.Add(new IPAddress(address)));

        // From here on all new ones are one.
        Assert.Null(badKeys.Add(Here));
        Assert.NotNull(badKeys.Add(IPAddress.Parse("203.0.113.8")));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(badKeys.Add(Here));
        Assert.Null(badKeys.Add(IPAddress.Parse("203.0.113.8")));
    }

    [Fact]
    public void With_a_share_of_none_nobody_is_counted()
    {
        using var badKeys = Of(0);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Null(badKeys.Add(Here)));
    }

    [Fact]
    public async Task An_answer_is_held_back_for_its_time_but_not_beyond_two_hundred_at_once()
    {
        using var badKeys = Of(1);
        var held = Enumerable.Range(0, 200).Select(_ => badKeys.HoldBackAsync(CancellationToken.None)).ToArray();
        Assert.All(held, task => Assert.False(task.IsCompleted));
        await badKeys.HoldBackAsync(CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(held);
    }

    private BadKeys Of(int perMinute) => new(Options.Create(new BadKeysOptions { PerMinute = perMinute }), time, NullLogger<BadKeys>.Instance);
}
