using System.Text;
using CaseWorker.IntegrationTests.RabbitMq;
using RabbitMQ.Client;
using Xunit;

namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>What people and programs that know nothing of us put into <c>case-intake</c>.</summary>
[Collection(RabbitMqCollection.Name)]
public sealed class PoisonTests(RabbitMqFixture broker, SharedInstallation shared)
{
    private static readonly (string Reason, byte[] Body)[] Bad =
    [
        ("malformed-json", [.. """{"ServiceId":4,"""u8]),
        ("empty-body", []),
        ("no-service", [.. """{"messageId":"7d0d0000-0242-ac12-0002-08d0a1b2c3d4","messageType":["urn:message:Shop:OrderPlaced"],"message":{"orderId":7}}"""u8]),
        ("invalid-utf8", [.. "{\"ServiceId\":4,\"Notes\":\""u8, 0xC3, 0x28, .. "\"}"u8]),
        ("unknown-service", [.. """{"ServiceId":4711}"""u8]),
        ("invalid", Encoding.UTF8.GetBytes($$"""{"ServiceId":4,"Subject":"{{new string('x', 101)}}"}""")),
        ("too-large", Encoding.UTF8.GetBytes($$"""{"ServiceId":4,"Notes":"{{new string('x', 1 << 20)}}"}""")),
        ("malformed-json", [.. "[1,2,3]"u8]),
        ("malformed-json", [.. "ServiceId=4"u8]),
        ("unknown-service", [.. """{"ServiceIdExtRef":"nobody"}"""u8]),
    ];

    [Fact]
    public async Task Ten_bad_messages_between_good_ones_are_parked_with_their_reasons_and_hold_nobody_up()
    {
        var installation = await shared.StartAsync(broker);
        var channel = await installation.OpenChannelAsync();
        var earlier = await installation.View.CountAsync("ParkedMessage");
        var n = 0;

        // Once with message ids and once without; the routing key means nothing to a fanout exchange.
        foreach (var hasKey in new[] { true, false })
        {
            foreach (var (_, body) in Bad)
            {
                await PublishAsync(body, hasKey ? $"bad/{n}" : null, routingKey: "");
                var sent = new Sent("good", ++n, 4, HasKey: hasKey);
                await PublishAsync(Encoding.UTF8.GetBytes($$"""{"ServiceId":4,"ExtRef":"{{sent.Mark}}"}"""), hasKey ? sent.Mark : null, routingKey: "anything");
                installation.Ledger.Add(sent);
            }
        }

        await installation.DrainAsync("after-poison");
        await installation.AuditAsync();
        var parked = await installation.View.QueryAsync<string>("SELECT Reason FROM ParkedMessage ORDER BY ParkedId");
        Assert.Equal(Bad.Concat(Bad).Select(bad => bad.Reason).Order(), parked.Skip((int)earlier).Order());

        ValueTask PublishAsync(byte[] body, string? messageId, string routingKey)
        {
            var properties = new BasicProperties { Persistent = true };
            if (messageId is not null)
                properties.MessageId = messageId;

            return channel.BasicPublishAsync("case-intake", routingKey, mandatory: true, properties, body);
        }
    }

    [Fact]
    public async Task What_is_published_by_hand_in_the_management_ui_becomes_a_case_each_time()
    {
        var installation = await shared.StartAsync(broker);
        var sent = new Sent("hand", 1, 5, HasKey: false, Copies: 2);
        installation.Ledger.Add(sent);
        for (var copy = 0; copy < sent.Copies; copy++)
            Assert.True(await broker.PublishByHandAsync(installation.Host, "case-intake", Body(sent), new { }));

        var enveloped = new Sent("hand", 2, 5);
        installation.Ledger.Add(enveloped);
        byte[] envelope = [.. """{"messageId":"7d0d0000-0242-ac12-0002-08d0a1b2c3d5","messageType":["urn:message:Acme:CaseEnqueue"],"message":"""u8, .. Body(enveloped), .. "}"u8];
        Assert.True(await broker.PublishByHandAsync(installation.Host, "case-intake", envelope, new { content_type = "application/vnd.masstransit+json" }));

        await installation.DrainAsync("after-hand");
        await installation.AuditAsync();
    }

    [Fact]
    public async Task A_message_id_makes_one_case_and_another_body_under_it_is_parked()
    {
        var installation = await shared.StartAsync(broker);
        var earlier = await installation.View.CountAsync("ParkedMessage");
        var sent = new Sent("same", 1, 6);
        installation.Ledger.Add(sent);
        foreach (var body in new[] { Body(sent), Body(sent), Body(sent with { N = 2 }) })
            Assert.True(await broker.PublishByHandAsync(installation.Host, "case-intake", body, new { message_id = "no GUID, but an id" }));

        await installation.DrainAsync("after-same");
        await installation.AuditAsync();
        var parked = await installation.View.QueryAsync<string>("SELECT Reason FROM ParkedMessage ORDER BY ParkedId");
        Assert.Equal(["key-reused"], parked.Skip((int)earlier));
    }

    private static byte[] Body(Sent sent) => Encoding.UTF8.GetBytes($$"""{"ServiceId":{{sent.ServiceId}},"ExtRef":"{{sent.Mark}}"}""");
}
