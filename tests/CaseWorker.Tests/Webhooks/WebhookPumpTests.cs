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

    /// <summary>The hands of a test's clock, with timers that really tick.</summary>
    private sealed class Ticking(TimeProvider hands) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => hands.GetUtcNow();
    }
}
