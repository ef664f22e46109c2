using System.Diagnostics;
using CaseWorker.Storage.Failpoints;
using Xunit;

namespace CaseWorker.Tests.Failpoints;

public sealed class FailpointSetTests
{
    [Fact]
    public async Task Only_the_named_point_is_armed_and_only_the_nth_time()
    {
        var set = FailpointSet.Parse("before-commit=error@3; before-transaction=delay:1ms");
        await set.HitAsync(FailpointNames.BeforeTransaction, CancellationToken.None);
        for (var hit = 1; hit <= 5; hit++)
        {
            if (hit == 3)
                await Assert.ThrowsAsync<InvalidOperationException>(async () => await set.HitAsync(FailpointNames.BeforeCommit, CancellationToken.None));
            else
                await set.HitAsync(FailpointNames.BeforeCommit, CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_freeze_ends_when_it_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        var frozen = FailpointSet.Parse("before-commit=freeze").HitAsync(FailpointNames.BeforeCommit, cancelled.Token).AsTask();
        Assert.False(frozen.IsCompleted);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => frozen);
    }

    [Fact]
    public async Task Delays_in_turn_wait_one_after_the_other()
    {
        var set = FailpointSet.Parse("before-transaction=delay-in-turn:20ms");
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => set.HitAsync(FailpointNames.BeforeTransaction, CancellationToken.None).AsTask()));
        Assert.True(watch.ElapsedMilliseconds >= 90, $"{watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task Poison_is_a_text_in_a_body()
    {
        var set = FailpointSet.Parse("poison:BOOM=error;poison:a=b=error@2");
        await set.HitMessageAsync("""{"Subject":"Boom"}"""u8.ToArray(), CancellationToken.None);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await set.HitMessageAsync("""{"Subject":"It went BOOM."}"""u8.ToArray(), CancellationToken.None));
        await set.HitMessageAsync("a=b"u8.ToArray(), CancellationToken.None);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await set.HitMessageAsync("a=b"u8.ToArray(), CancellationToken.None));
    }

    [Fact]
    public void A_way_to_be_wrong_is_switched_on_by_its_name()
    {
        var set = FailpointSet.Parse("wrong:no-key-check=on");
        Assert.True(set.IsWrong(FailpointNames.WrongNoKeyCheck));
        Assert.False(set.IsWrong(FailpointNames.WrongNoEpochCheck));
    }

    [Theory]
    [InlineData("before-comit=kill", "before-comit")]
    [InlineData("poison:=kill", "poison:")]
    [InlineData("before-commit", "before-commit")]
    [InlineData("wrong:no-key-check=kill", "wrong:no-key-check")]
    [InlineData("wrong:no-check-at-all=kill", "no-check-at-all")]
    [InlineData("before-commit=die", "die")]
    [InlineData("before-commit=kill@0", "kill@0")]
    [InlineData("before-commit=kill:1", "kill:1")]
    [InlineData("before-commit=delay", "delay")]
    [InlineData("before-commit=delay:20", "20")]
    [InlineData("before-commit=delay:-1s", "-1s")]
    [InlineData("before-commit=delay:4000s", "4000s")]
    [InlineData("before-commit=kill;before-commit=error", "twice")]
    public void What_is_not_known_is_refused_and_named(string text, string named)
    {
        var refused = Assert.Throws<FormatException>(() => FailpointSet.Parse(text));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.StartsWith(Failpoint.Variable, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_name_is_listed_once()
    {
        var constants = typeof(FailpointNames).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(constants.Order(), FailpointNames.All.Concat(FailpointNames.Wrong).Order());
    }
}
