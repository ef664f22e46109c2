using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Xunit;

namespace CaseWorker.IntegrationTests.Events;

/// <summary>Somebody who listens to <c>case-events</c> with a queue of his own, as any integrator can.</summary>
internal sealed class EventListener(IChannel channel, string queue)
{
    private readonly ConcurrentQueue<Heard> heard = [];

    /// <summary>Everything that came, repetitions too, in the order in which it came.</summary>
    public IReadOnlyList<Heard> Heard => [.. heard];

    /// <summary>Binds a durable queue to all events.</summary>
    public static async Task<EventListener> BindAsync(IChannel channel, Dictionary<string, object?>? arguments = null)
    {
        await channel.ExchangeDeclareAsync("case-events", ExchangeType.Topic, durable: true);
        var queue = await channel.QueueDeclareAsync("listener", durable: true, exclusive: false, autoDelete: false, arguments);
        await channel.QueueBindAsync(queue.QueueName, "case-events", "#");
        return new EventListener(channel, queue.QueueName);
    }

    public async Task ListenAsync()
    {
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            heard.Enqueue(RabbitMqEvent(delivery));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
    }

    /// <summary>What is wrong: told events must be those of the outbox, each under its one id, and of each case in the outbox's order.</summary>
    /// <param name="written">The id and the case of every event, in the order of the outbox.</param>
    public void Verify(IReadOnlyList<(string EventId, int? CaseId)> written)
    {
        var first = Heard.DistinctBy(told => told.EventId).ToList();
        Assert.Equal(written.Select(row => row.EventId).Order(StringComparer.Ordinal), first.Select(told => told.EventId).Order(StringComparer.Ordinal));
        var told = first.ToLookup(row => row.CaseId, row => row.EventId);
        Assert.All(written.GroupBy(row => row.CaseId), events => Assert.Equal(events.Select(row => row.EventId), told[events.Key]));
        Assert.All(Heard.GroupBy(row => row.EventId), same => Assert.Single(same.Select(row => (row.Body, row.EventNo)).Distinct()));
    }

    private static Heard RabbitMqEvent(BasicDeliverEventArgs delivery)
    {
        var body = Encoding.UTF8.GetString(delivery.Body.Span);
        var json = JsonElement.Parse(body);
        Assert.Equal(delivery.RoutingKey, json.GetProperty("name").GetString());
        Assert.Equal(delivery.BasicProperties.MessageId, json.GetProperty("eventId").GetString());
        Assert.True(delivery.BasicProperties.Persistent);
        return new Heard(
            delivery.BasicProperties.MessageId!,
            json.TryGetProperty("caseId", out var caseId) ? caseId.GetInt32() : null,
            delivery.RoutingKey,
            (long)delivery.BasicProperties.Headers!["event-no"]!,
            body);
    }
}

/// <summary>An event as it came.</summary>
internal sealed record Heard(string EventId, int? CaseId, string Name, long EventNo, string Body);
