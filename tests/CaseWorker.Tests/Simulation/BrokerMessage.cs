using RabbitMQ.Client;

namespace CaseWorker.Tests.Simulation;

/// <summary>A message in a queue.</summary>
internal sealed class BrokerMessage(BasicProperties properties, byte[] body)
{
    public BasicProperties Properties { get; } = properties;

    public byte[] Body { get; } = body;

    /// <summary>x-delivery-count: how often it came back. Quorum queues set "redelivered" by it too.</summary>
    public int DeliveryCount { get; set; }
}

/// <summary>A message on its way to a consumer.</summary>
internal readonly record struct Arrival(ulong Tag, BrokerMessage Message, bool Redelivered);

/// <summary>A consumer's word about a delivery, on its way to the broker.</summary>
internal readonly record struct Settlement(ulong Tag, bool Multiple, bool IsNack);
