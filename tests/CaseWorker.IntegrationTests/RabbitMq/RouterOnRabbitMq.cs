using System.Text;
using CaseWorker.Processing.RabbitMq;
using RabbitMQ.Client;
using Xunit;

namespace CaseWorker.IntegrationTests.RabbitMq;

[Collection(RabbitMqCollection.Name)]
public sealed class RouterOnRabbitMq(RabbitMqFixture fixture)
{
    private static readonly byte[] Envelope =
        """{"messageId":"11111111-1111-1111-1111-111111111111","messageType":["urn:message:Foreign:Thing"],"message":{"serviceId":1,"notes":"enveloped"}}"""u8.ToArray();

    [Fact]
    public async Task A_window_of_bad_bodies_between_good_ones_drains_in_order()
    {
        await using var rig = await BrokerRig.StartAsync(fixture);
        var record = new StoredRecord();
        var channel = await rig.OpenChannelAsync();
        await Topology.DeclareAsync(channel, 1, CancellationToken.None);
        await PublishAsync(channel, "good-1", Good(1));
        await PublishAsync(channel, "bad-json", "not json"u8.ToArray());
        await PublishAsync(channel, "good-2", Good(2), "text/plain");
        await PublishAsync(channel, "bad-empty", []);
        await PublishAsync(channel, null, Envelope, "application/vnd.masstransit+json");
        await PublishAsync(channel, "bad-utf8", [0xff, 0xfe, 0x00]);
        await PublishAsync(channel, "good-3", Good(3), "application/vnd.masstransit+json");
        await PublishAsync(channel, "bad-type", "[1,2]"u8.ToArray(), "nonsense; =");
        await PublishAsync(channel, "bad-unknown", """{"ServiceId":99}"""u8.ToArray(), "application/vnd.masstransit+bson");
        await PublishAsync(channel, "good-4", Good(4));

        await rig.NewWorkerAsync(record);
        await rig.NewRouterAsync(record);
        await record.UntilStoredAsync(5);
        await record.UntilParkedAsync(5);
        Assert.Equal(["good-1", "good-2", "11111111-1111-1111-1111-111111111111", "good-3", "good-4"], record.Keys);
        Assert.Equal(
            [("bad-json", "malformed-json"), ("bad-empty", "empty-body"), ("bad-utf8", "invalid-utf8"), ("bad-type", "malformed-json"), ("bad-unknown", "unknown-service")],
            record.Parked.Select(each => (each.Message.MessageKey, each.Reason)));
        await BrokerRig.UntilEmptyAsync(channel, BrokerNames.RouterQueue);
    }

    [Fact]
    public async Task Thousands_keep_their_order_through_the_router()
    {
        await using var rig = await BrokerRig.StartAsync(fixture, partitions: 2);
        var record = new StoredRecord();
        var channel = await rig.OpenChannelAsync();
        await Topology.DeclareAsync(channel, 2, CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, 4000).Select(n => PublishAsync(channel, $"{1 + (n % 4)}/{n / 4}", Good(n, 1 + (n % 4)))));
        await rig.NewWorkerAsync(record);
        await rig.NewRouterAsync(record);
        await record.UntilStoredAsync(4000);
        foreach (var service in Enumerable.Range(1, 4))
        {
            var own = record.Stored.Select(each => each.Message).Where(message => message.MessageKey.StartsWith($"{service}/", StringComparison.Ordinal)).ToList();
            Assert.Equal(Enumerable.Range(0, 1000).Select(n => $"{service}/{n}"), own.Select(message => message.MessageKey));
            Assert.Equal(Enumerable.Range(1, 1000).Select(n => (long?)n), own.Select(message => message.SourceN));
        }
    }

    [Fact]
    public async Task A_stopped_router_hands_over_in_order()
    {
        await using var rig = await BrokerRig.StartAsync(fixture);
        var record = new StoredRecord();
        var channel = await rig.OpenChannelAsync();
        await Topology.DeclareAsync(channel, 1, CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, 3000).Select(n => PublishAsync(channel, $"{n}", Good(n))));
        await rig.NewWorkerAsync(record);
        var first = await rig.NewRouterAsync(record, "first");
        await rig.NewRouterAsync(record, "second");
        await record.UntilStoredAsync(100);
        await first.StopAsync();
        await record.UntilStoredAsync(3000);
        Assert.Equal(Enumerable.Range(0, 3000).Select(n => $"{n}"), record.Keys);
    }

    [Fact]
    public async Task A_killed_router_connection_neither_loses_nor_doubles_nor_overtakes()
    {
        await using var rig = await BrokerRig.StartAsync(fixture);
        var record = new StoredRecord();
        var channel = await rig.OpenChannelAsync();
        await Topology.DeclareAsync(channel, 1, CancellationToken.None);
        foreach (var n in Enumerable.Range(0, 1000))
            await PublishAsync(channel, $"{n}", Good(n));

        await rig.NewWorkerAsync(record);
        await rig.NewRouterAsync(record);
        await record.UntilStoredAsync(1);
        await fixture.KillConnectionsAsync(rig.Uri);
        await record.UntilStoredAsync(1000);
        Assert.Equal(Enumerable.Range(0, 1000).Select(n => $"{n}"), record.Keys);
    }

    [Fact]
    public async Task Messages_by_hand_are_cases_with_and_without_an_id_and_equal_ones_without_are_two()
    {
        await using var rig = await BrokerRig.StartAsync(fixture);
        var record = new StoredRecord();
        var channel = await rig.OpenChannelAsync();
        await Topology.DeclareAsync(channel, 1, CancellationToken.None);
        Assert.True(await fixture.PublishByHandAsync(rig.Uri, BrokerNames.IntakeExchange, Good(1), new { message_id = "order-42" }));
        Assert.True(await fixture.PublishByHandAsync(rig.Uri, BrokerNames.IntakeExchange, Good(2), new { }));
        Assert.True(await fixture.PublishByHandAsync(rig.Uri, BrokerNames.IntakeExchange, Good(2), new { }));
        Assert.True(await fixture.PublishByHandAsync(
            rig.Uri, BrokerNames.IntakeExchange, Good(3), new { message_id = "forged", headers = new Dictionary<string, object> { [HeaderNames.CaseId] = 5, [HeaderNames.Gateway] = true, [HeaderNames.Source] = "me" } }));

        await rig.NewWorkerAsync(record);
        await rig.NewRouterAsync(record);
        await record.UntilStoredAsync(4);
        Assert.Equal("order-42", record.Stored[0].Message.MessageKey);
        Assert.Equal([Good(1), Good(2), Good(2), Good(3)], record.Stored.Select(each => each.Message.Body));
        var forged = record.Stored[3].Message;
        Assert.Equal((null, false, 1), (forged.CaseId, forged.FromGateway, forged.HubId));
        Assert.StartsWith("router/", forged.Source, StringComparison.Ordinal);
        Assert.All(record.Stored, each => Assert.False(each.Message.PossibleDuplicate));
    }

    [Fact]
    public async Task A_key_of_any_length_and_a_service_added_a_moment_ago_are_handed_on()
    {
        await using var rig = await BrokerRig.StartAsync(fixture);
        var record = new StoredRecord();
        var channel = await rig.OpenChannelAsync();
        await Topology.DeclareAsync(channel, 1, CancellationToken.None);
        await PublishAsync(channel, null, Encoding.UTF8.GetBytes($$"""{"messageId":"{{new string('\u00e6', 200)}}","messageType":["a"],"message":{"serviceId":1} }"""));
        await PublishAsync(channel, "new", Good(1, serviceId: 5));

        await rig.NewWorkerAsync(record);
        await rig.NewRouterAsync(record);
        await record.UntilStoredAsync(2);
        Assert.Equal([43, 3], record.Keys.Select(key => key.Length));
        Assert.Empty(record.Parked);
    }

    [Fact]
    public async Task What_the_broker_gives_up_is_parked()
    {
        await using var rig = await BrokerRig.StartAsync(fixture);
        var record = new StoredRecord();
        var channel = await rig.OpenChannelAsync();
        await Topology.DeclareAsync(channel, 1, CancellationToken.None);
        await channel.BasicPublishAsync(BrokerNames.PartitionExchange, "1-00", true, new BasicProperties { MessageId = "dead" }, Good(1));

        // A refusal without return is what the delivery limit does after a thousand deliveries.
        var plain = await BrokerRig.ConsumeOneAsync(channel, BrokerNames.QueueOf(0, 1));
        await channel.BasicRejectAsync(plain, requeue: false);
        await rig.NewRouterAsync(record);
        await record.UntilParkedAsync(1);
        Assert.Equal(("dead", "delivery-limit"), record.Parked.Select(each => (each.Message.MessageKey, each.Reason)).Single());
        await BrokerRig.UntilEmptyAsync(channel, BrokerNames.DeadLetterQueue);
    }

    private static byte[] Good(int n, int serviceId = 1) => Encoding.UTF8.GetBytes($$"""{"ServiceId":{{serviceId}},"Notes":"{{n}}"}""");

    private static async Task PublishAsync(IChannel channel, string? key, byte[] body, string? contentType = null)
    {
        var properties = new BasicProperties { DeliveryMode = DeliveryModes.Persistent };
        if (key is not null)
            properties.MessageId = key;

        if (contentType is not null)
            properties.ContentType = contentType;

        await channel.BasicPublishAsync(BrokerNames.IntakeExchange, "", true, properties, body);
    }
}
