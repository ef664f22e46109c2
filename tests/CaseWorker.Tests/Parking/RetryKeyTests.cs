using System.Text;
using CaseWorker.Processing.Parking;
using CaseWorker.Storage.Parking;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Parking;

public sealed class RetryKeyTests
{
    [Theory]
    [InlineData("key", 2, "key#r1")]
    [InlineData("key", 11, "key#r10")]
    [InlineData("key#r1", 2, "key#r1#r1")]
    public void The_key_counts_the_retries_of_the_row(string key, int attempts, string expected) => Assert.Equal(expected, RetryKey.Of(key, attempts));

    [Fact]
    public void A_key_without_room_for_the_mark_is_replaced_by_its_hash_and_stays_its_own()
    {
        var fits = new string('é', 126);
        var tooLong = new string('é', 127);

        Assert.Equal(fits + "#r1", RetryKey.Of(fits, 2));
        Assert.Equal(43 + 3, RetryKey.Of(tooLong, 2).Length);
        Assert.NotEqual(RetryKey.Of(tooLong, 2), RetryKey.Of(tooLong + "x", 2));
        Assert.True(Encoding.UTF8.GetByteCount(RetryKey.Of(fits, 2)) <= 255);
    }

    [Theory]
    [InlineData("key#r1", true)]
    [InlineData("key#r12", true)]
    [InlineData("key", false)]
    [InlineData("key#r", false)]
    [InlineData("key#r1x", false)]
    [InlineData("key#r1#rx", false)]
    [InlineData("", false)]
    public void A_retrys_key_is_known_by_its_end(string key, bool expected) => Assert.Equal(expected, RetryKey.IsRetry(key));

    [Theory]
    [InlineData("retrying", 3, "key#r2", true)]
    [InlineData("retrying", 3, "key#r1", false)]
    [InlineData("parked", 3, "key#r2", false)]
    [InlineData("resolved", 3, "key#r2", false)]
    public void Only_the_retry_under_way_may_decide_about_the_row(string state, int attempts, string key, bool expected) => Assert.Equal(
        expected,
        RetryKey.IsCurrent(new ParkedRetryRow { ParkedId = 1, State = state, Attempts = attempts, MessageKey = "key" }, StorageRows.Message(key)));
}
