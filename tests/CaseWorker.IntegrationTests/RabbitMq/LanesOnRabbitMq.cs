using CaseWorker.Processing.Intake;
using CaseWorker.Processing.RabbitMq;
using RabbitMQ.Client;
using Xunit;

namespace CaseWorker.IntegrationTests.RabbitMq;

[Collection(RabbitMqCollection.Name)]
public sealed class LanesOnRabbitMq(RabbitMqFixture fixture)
{
    [Fact]
    public async Task A_stopped_worker_hands_over_in_order_and_without_overlap()
    {
        await using var rig = await BrokerRig.StartAsync(fixture);
        var record = new StoredRecord();
        rig.Options.Prefetch = 20;
        var first = await rig.NewWorkerAsync(record, "first");
        await BrokerRig.UntilAsync(() => first.Lanes[0].State == LaneState.Open, "subscribed");
        var inHand = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        record.Before = async (worker, _, _) =>
        {
            inHand.TrySetResult();
            await goOn.Task;
            return BatchOutcome.Stored;
        };
        await rig.NewWorkerAsync(record, "second");
        await SendAsync(rig, 500);
        await inHand.Task.WaitAsync(BrokerRig.Limit);
        var stopped = first.StopAsync(CancellationToken.None);
        goOn.SetResult();
        await stopped.WaitAsync(BrokerRig.Limit);

        await record.UntilStoredAsync(500);
        Assert.Equal(Enumerable.Range(0, 500).Select(n => $"1/{n}"), record.Keys);
        Assert.False(record.Overlapped);
        Assert.Equal(["first", "second"], record.Stored.Select(each => each.Worker).Distinct());
    }

    [Fact]
    public async Task A_killed_connection_brings_the_messages_again_in_order()
    {
        await using var rig = await BrokerRig.StartAsync(fixture);
        var record = new StoredRecord();
        var batches = 0;
        record.Before = async (_, _, _) =>
        {
            if (Interlocked.Increment(ref batches) == 2)
                await fixture.KillConnectionsAsync(rig.Uri);

            return BatchOutcome.Stored;
        };
        rig.Options.Prefetch = 50;
        await SendAsync(rig, 300);
        await rig.NewWorkerAsync(record);
        await record.UntilStoredAsync(300);
        Assert.Equal(Enumerable.Range(0, 300).Select(n => $"1/{n}"), record.Keys);
    }

    [Fact]
    public async Task A_fenced_worker_drops_what_it_holds_and_begins_anew()
    {
        await using var rig = await BrokerRig.StartAsync(fixture);
        var record = new StoredRecord();
        var epochs = new List<long>();
        record.Before = (_, batch, _) =>
        {
            epochs.Add(batch.Epoch);
            return Task.FromResult(epochs.Count == 1 ? BatchOutcome.Fenced : BatchOutcome.Stored);
        };
        await SendAsync(rig, 10);
        await rig.NewWorkerAsync(record);
        await record.UntilStoredAsync(10);
        Assert.Equal([1L, 2L], epochs.Distinct());
        Assert.Equal(Enumerable.Range(0, 10).Select(n => $"1/{n}"), record.Keys);
    }

    [Fact]
    public async Task A_message_of_a_newer_program_turns_the_lane_red_and_stays_queued()
    {
        await using var rig = await BrokerRig.StartAsync(fixture);
        var record = new StoredRecord { Before = (_, _, _) => Task.FromResult(BatchOutcome.TooNew) };
        await SendAsync(rig, 1);
        var worker = await rig.NewWorkerAsync(record);
        await BrokerRig.UntilAsync(() => worker.Lanes[0].State == LaneState.TooNew, "red");
        await worker.StopAsync(CancellationToken.None);
        var channel = await rig.OpenChannelAsync();
        Assert.Equal(1u, await channel.MessageCountAsync(BrokerNames.QueueOf(0, 1)));
    }

    [Fact]
    public async Task A_message_that_may_be_what_kills_workers_is_handled_alone_and_parked_after_three_attempts()
    {
        await using var rig = await BrokerRig.StartAsync(fixture);
        var record = new StoredRecord();
        var sizes = new List<int>();
        record.Before = (_, batch, _) =>
        {
            if (batch.Messages[0].MessageKey != "1/0")
                return Task.FromResult(BatchOutcome.Stored);

            // As good as a crash: nothing is acknowledged, the channel is closed.
            sizes.Add(batch.Messages.Count);
            throw new InvalidOperationException("As if the process had ended here.");
        };
        await SendAsync(rig, 5);
        await rig.NewWorkerAsync(record);
        await record.UntilParkedAsync(1);
        await record.UntilStoredAsync(4);
        Assert.Equal(("1/0", "crash-loop"), record.Parked.Select(each => (each.Message.MessageKey, each.Reason)).Single());
        Assert.Equal(["1/1", "1/2", "1/3", "1/4"], record.Keys);

        // Five times unsuspected, twice with the others that came back as often, three times alone.
        Assert.Equal(10, sizes.Count);
        Assert.All(sizes.Skip(7), size => Assert.Equal(1, size));
    }

    [Fact]
    public async Task A_body_over_a_mebibyte_and_odd_headers_hold_nobody_up()
    {
        await using var rig = await BrokerRig.StartAsync(fixture);
        var record = new StoredRecord();
        var channel = await rig.OpenChannelAsync();
        await Topology.DeclareAsync(channel, 1, CancellationToken.None);
        foreach (var (key, body) in new (string, byte[])[] { ("a", [1]), ("large", new byte[1024 * 1024 + 1]), ("b", [2]) })
        {
            var properties = new BasicProperties
            {
                MessageId = key,
                Headers = new Dictionary<string, object?> { [HeaderNames.N] = 1.5, [HeaderNames.CaseId] = new List<object?> { true }, [HeaderNames.DeliveryCount] = "many" },
            };
            await channel.BasicPublishAsync(BrokerNames.PartitionExchange, PartitionRule.NameOf(0, 1), true, properties, body);
        }

        await rig.NewWorkerAsync(record);
        await record.UntilStoredAsync(2);
        Assert.Equal(["a", "b"], record.Keys);
        Assert.Equal("too-large", record.Parked.Single().Reason);
    }

    private static async Task SendAsync(BrokerRig rig, int count)
    {
        var queue = rig.NewQueue();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, count).Select(n => queue.SendAsync(BrokerRig.Message(1, n), CancellationToken.None)));
        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
    }
}
