using CaseWorker.Processing.Webhooks;
using CaseWorker.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CaseWorker.Tests.Webhooks;

public sealed class WebhookPumpTests(SqliteFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task A_receiver_that_never_answers_keeps_no_other_waiting()
    {
        await using var dead = await Receiver.StartAsync();
        await using var alive = await Receiver.StartAsync();
        dead.Answer = async (_, context) =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return 200;
        };
        using var rig = await WebhookRig.StartAsync(Database, WebhookRig.Hook(dead, 1) + ", " + WebhookRig.Hook(alive, 2));
        await rig.StoreAsync(30);

        // The clock of the sending stands still, so the dead one is never given up.
        using var pump = new WebhookPump(Database, new WebhookBook(), rig.Runner, new Ticking(rig.Rig.Clock), NullLogger<WebhookPump>.Instance);
        await pump.StartAsync(Cancellation);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (alive.All.Count < 60 || dead.All.Count == 0)
            await Task.Delay(20, limit.Token);

        Assert.InRange(dead.All.Count, 1, WebhookRunner.AtOnce);
        await pump.StopAsync(Cancellation);
        Assert.All(await rig.LogAsync(2), row => Assert.Equal("delivered", row.State));
    }

    [Fact]
    public async Task A_case_whose_head_is_gone_gets_another_when_a_scheduler_starts()
    {
        await using var receiver = await Receiver.StartAsync();
        using var rig = await WebhookRig.StartAsync(Database, WebhookRig.Hook(receiver));
        await rig.StoreAsync(3);
        await WriteAsync(session => session.ExecuteAsync(CaseWorker.Storage.Sql.Both("DELETE FROM WebhookDelivery WHERE Behind = 0")));
        await rig.RunAsync();
        Assert.Empty(receiver.All);

        using var pump = new WebhookPump(Database, new WebhookBook(), rig.Runner, new Ticking(rig.Rig.Clock), NullLogger<WebhookPump>.Instance);
        await pump.StartAsync(Cancellation);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (receiver.All.Count < 3)
            await Task.Delay(20, limit.Token);

        await pump.StopAsync(Cancellation);
        Assert.Equal(["CaseAssigned", "CaseAssigned", "CaseAssigned"], receiver.All.Select(got => got.Event));
    }

    [Fact]
    public async Task A_webhook_that_moves_is_told_at_its_new_address_from_the_next_round_on()
    {
        await using var left = await Receiver.StartAsync();
        await using var moved = await Receiver.StartAsync();
        using var rig = await WebhookRig.StartAsync(Database, WebhookRig.Hook(left));
        var change = new Once(() => rig.DefineAsync(WebhookRig.Hook(moved)));
        left.Answer = (_, _) => change.AnswerAsync();
        await rig.StoreAsync(30);

        using var pump = new WebhookPump(Database, new WebhookBook(), rig.Runner, new Ticking(rig.Rig.Clock), NullLogger<WebhookPump>.Instance);
        await pump.StartAsync(Cancellation);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (left.All.Count + moved.All.Count < 60)
            await Task.Delay(20, limit.Token);

        await pump.StopAsync(Cancellation);
        Assert.InRange(left.All.Count, 1, WebhookRunner.AtOnce);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_webhook_that_is_switched_off_or_removed_is_told_no_more_from_the_next_round_on(bool isRemoved)
    {
        await using var off = await Receiver.StartAsync();
        await using var on = await Receiver.StartAsync();
        using var rig = await WebhookRig.StartAsync(Database, WebhookRig.Hook(off) + ", " + WebhookRig.Hook(on, 2));
        var change = new Once(() => rig.DefineAsync((isRemoved ? "" : WebhookRig.Hook(off, 1, """, "active": false""") + ", ") + WebhookRig.Hook(on, 2)));
        off.Answer = (_, _) => change.AnswerAsync();

        // All rounds of the other come after the change, so that there is time for what must not happen.
        on.Answer = (_, _) => change.DoneAsync();
        await rig.StoreAsync(30);

        using var pump = new WebhookPump(Database, new WebhookBook(), rig.Runner, new Ticking(rig.Rig.Clock), NullLogger<WebhookPump>.Instance);
        await pump.StartAsync(Cancellation);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (on.All.Count < 60)
            await Task.Delay(20, limit.Token);

        await pump.StopAsync(Cancellation);
        Assert.InRange(off.All.Count, 1, WebhookRunner.AtOnce);
    }

    /// <summary>A change that the first who is told makes, and the others do not wait for.</summary>
    private sealed class Once(Func<Task> change)
    {
        private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int isBegun;

        public async Task<int> AnswerAsync()
        {
            if (Interlocked.Exchange(ref isBegun, 1) == 0)
            {
                await change();
                done.SetResult();
            }

            return 200;
        }

        public async Task<int> DoneAsync()
        {
            await done.Task;
            return 200;
        }
    }

    /// <summary>The hands of a test's clock, with timers that really tick.</summary>
    private sealed class Ticking(TimeProvider hands) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => hands.GetUtcNow();
    }
}
