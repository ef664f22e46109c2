using System.Net;
using CaseWorker.Client;
using Xunit;

namespace CaseWorker.Tests.Client;

public sealed class RepeatRuleTests
{
    private static readonly CaseWorkerClientOptions Options = new();
    private static readonly Attempt Lost = new(null, new HttpRequestException(HttpRequestError.ResponseEnded));

    [Theory]
    [InlineData(1, 0, 0.1)]
    [InlineData(1, 1, 0.2)]
    [InlineData(2, 1, 0.4)]
    [InlineData(4, 1, 1.6)]
    [InlineData(7, 1, 10)]
    [InlineData(9, 0, 5)]
    public void Waits_double_up_to_their_limit_and_are_jittered_to_the_half(int attempts, double jitter, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RepeatRule.WaitAfter(Lost, true, attempts, TimeSpan.Zero, Options, jitter));

    [Fact]
    public void The_last_attempt_is_the_last() => Assert.Null(RepeatRule.WaitAfter(Lost, true, 10, TimeSpan.Zero, Options, 0));

    [Fact]
    public void Nothing_is_tried_after_the_time_is_up() => Assert.Null(RepeatRule.WaitAfter(Lost, true, 1, TimeSpan.FromSeconds(59.95), Options, 0));

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 5)]
    public void What_CaseWorker_asks_for_is_a_quarter_more_at_most(double jitter, double seconds)
    {
        var asked = new Attempt(new Answer(HttpStatusCode.ServiceUnavailable, [], null, TimeSpan.FromSeconds(4), false), null);
        Assert.Equal(TimeSpan.FromSeconds(seconds), RepeatRule.WaitAfter(asked, true, 5, TimeSpan.Zero, Options, jitter));
    }

    [Fact]
    public void Options_out_of_their_bounds_are_refused()
    {
        using var http = new HttpClient { BaseAddress = new Uri("http://case-worker") };
        CaseWorkerClientOptions[] wrong =
        [
            new() { MaxAttempts = 0 }, new() { GiveUpAfter = TimeSpan.Zero }, new() { FirstWait = TimeSpan.Zero },
            new() { MaxWait = TimeSpan.FromMilliseconds(1) }, new() { EventsSilentFor = TimeSpan.Zero },
        ];
        Assert.All(wrong, options => Assert.Throws<ArgumentOutOfRangeException>(() => new CaseWorkerClient(http, options)));
    }
}
