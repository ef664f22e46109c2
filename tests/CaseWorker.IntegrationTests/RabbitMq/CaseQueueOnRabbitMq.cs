using CaseWorker.Processing.Intake;
using CaseWorker.Processing.RabbitMq;
using Xunit;

namespace CaseWorker.IntegrationTests.RabbitMq;

[Collection(RabbitMqCollection.Name)]
public sealed class CaseQueueOnRabbitMq(RabbitMqFixture fixture)
{
    [Fact]
    public async Task Messages_arrive_in_the_order_of_the_calls_with_one_count_per_service()
    {
        await using var rig = await BrokerRig.StartAsync(fixture, partitions: 2);
        var record = new StoredRecord();
        var queue = rig.NewQueue();
        var sends = Enumerable.Range(0, 3000).Select(n => queue.SendAsync(BrokerRig.Message(1 + (n % 3), n / 3), CancellationToken.None)).ToList();
        Assert.All(await Task.WhenAll(sends), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.True(queue.IsReady);

        await rig.NewWorkerAsync(record);
        await record.UntilStoredAsync(3000);
        foreach (var service in Enumerable.Range(1, 3))
        {
            var own = record.Stored.Select(each => each.Message).Where(message => message.MessageKey.StartsWith($"{service}/", StringComparison.Ordinal)).ToList();
            Assert.Equal(Enumerable.Range(0, 1000).Select(n => $"{service}/{n}"), own.Select(message => message.MessageKey));
            Assert.Equal(Enumerable.Range(1, 1000).Select(n => (long?)n), own.Select(message => message.SourceN));
            Assert.Equal("gateway/1", Assert.Single(own.Select(message => message.Source).Distinct()));
        }
    }

    [Fact]
    public async Task A_message_no_queue_takes_is_not_sent()
    {
        await using var rig = await BrokerRig.StartAsync(fixture);
        var queue = rig.NewQueue();
        Assert.Equal(SendOutcome.Accepted, await queue.SendAsync(BrokerRig.Message(1, 1), CancellationToken.None));

        var channel = await rig.OpenChannelAsync();
        await channel.QueueDeleteAsync(BrokerNames.QueueOf(0, 1), false, false);
        Assert.Equal(SendOutcome.NotSent, await queue.SendAsync(BrokerRig.Message(1, 2), CancellationToken.None));

        await Topology.DeclareAsync(channel, 1, CancellationToken.None);
        Assert.Equal(SendOutcome.Accepted, await queue.SendAsync(BrokerRig.Message(1, 2), CancellationToken.None));
    }

    [Fact]
    public async Task A_broker_that_is_away_is_told_in_time_and_never_by_an_exception()
    {
        await using var rig = await BrokerRig.StartAsync(fixture);
        rig.Options.PublishTimeout = TimeSpan.FromSeconds(1);
        rig.Options.Uri = "amqp://guest:guest@127.0.0.1:1/nowhere";
        var queue = rig.NewQueue();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => queue.SendAsync(BrokerRig.Message(1, n), CancellationToken.None))).WaitAsync(BrokerRig.Limit);
        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.NotSent, outcome));
        Assert.False(queue.IsReady);
    }

    [Fact]
    public async Task A_killed_connection_begins_a_new_source()
    {
        await using var rig = await BrokerRig.StartAsync(fixture);
        var record = new StoredRecord();
        var queue = rig.NewQueue();
        Assert.Equal(SendOutcome.Accepted, await queue.SendAsync(BrokerRig.Message(1, 1), CancellationToken.None));
        await fixture.KillConnectionsAsync(rig.Uri);
        while (await queue.SendAsync(BrokerRig.Message(1, 2), CancellationToken.None) != SendOutcome.Accepted)
        {
            // As a caller does; the queue needs a moment to see the loss.
        }

        await rig.NewWorkerAsync(record);
        await record.UntilStoredAsync(2);
        Assert.Equal([("gateway/1", 1L), ("gateway/2", 1L)], record.Stored.Select(each => (each.Message.Source!, each.Message.SourceN!.Value)));
    }

    [Fact]
    public async Task A_blocked_broker_is_told_in_time_and_goes_on_when_it_is_free()
    {
        var control = await fixture.ControlAsync();
        await using var rig = await BrokerRig.StartAsync(fixture);
        var record = new StoredRecord();
        rig.Options.PublishTimeout = TimeSpan.FromSeconds(2);
        var queue = rig.NewQueue();
        Assert.Equal(SendOutcome.Accepted, await queue.SendAsync(BrokerRig.Message(1, 1), CancellationToken.None));
        await control(["set_disk_free_limit", "9000GB"]);
        try
        {
            // The broker says that it is blocked only when somebody publishes.
            Assert.Equal(SendOutcome.Unknown, await queue.SendAsync(BrokerRig.Message(1, 2), CancellationToken.None).WaitAsync(BrokerRig.Limit));
            await BrokerRig.UntilAsync(() => !queue.IsReady, "the block is seen");
            Assert.Equal(SendOutcome.NotSent, await queue.SendAsync(BrokerRig.Message(1, 3), CancellationToken.None).WaitAsync(BrokerRig.Limit));
        }
        finally
        {
            await control(["set_disk_free_limit", "50MB"]);
        }

        await BrokerRig.UntilAsync(() => queue.IsReady, "ready again");
        Assert.Equal(SendOutcome.Accepted, await queue.SendAsync(BrokerRig.Message(1, 4), CancellationToken.None));
        await rig.NewWorkerAsync(record);
        await record.UntilStoredAsync(3);
        Assert.Equal(["1/1", "1/2", "1/4"], record.Keys);
    }
}
