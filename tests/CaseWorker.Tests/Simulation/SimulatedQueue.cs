namespace CaseWorker.Tests.Simulation;

/// <summary>A quorum queue with a single active consumer.</summary>
/// <remarks>
/// After rabbit_fifo.erl v3.10.8 (messaging.md 1.2, findings 1 to 3): what comes back is taken before what was never delivered, in the
/// order in which it came back; the messages of a closed channel come back by tag; a single nack without a delivery limit puts the
/// message behind all others on 3.10, but not on 4.x; the first consumer that subscribed and was not cancelled is the active one, also
/// while a cancelled one still holds messages. Not modelled: nacks of many at once (finding 4; the product sends none), priorities.
/// </remarks>
internal sealed class SimulatedQueue(string name, Design design)
{
    private const int DeliveryLimit = 1000;

    private readonly Queue<BrokerMessage> returned = new();
    private readonly Queue<BrokerMessage> ready = new();
    private readonly List<ConsumerLink> consumers = [];

    public string Name { get; } = name;

    public bool IsEmpty => returned.Count == 0 && ready.Count == 0 && consumers.TrueForAll(link => link.Unacked.Count == 0);

    public ConsumerLink? Active => consumers.Find(link => !link.IsCancelled);

    public void Publish(BrokerMessage message)
    {
        ready.Enqueue(message);
        Deliver();
    }

    public void Subscribe(ConsumerLink link)
    {
        consumers.Add(link);
        Deliver();
    }

    public void Settle(ConsumerLink link, Settlement settlement)
    {
        for (var place = 0; place < link.Unacked.Count && link.Unacked[place].Tag <= settlement.Tag;)
        {
            var (tag, message) = link.Unacked[place];
            if (!settlement.Multiple && tag != settlement.Tag)
            {
                place++;
                continue;
            }

            link.Unacked.RemoveAt(place);
            if (settlement.IsNack)
                Return(message, toBack: !design.DeliveryLimit && !design.RabbitMq4);
        }

        Deliver();
    }

    /// <summary>basic.cancel: the next consumer is activated at once, whatever this one still holds.</summary>
    public void Cancel(ConsumerLink link)
    {
        link.IsCancelled = true;
        Deliver();
    }

    /// <summary>The channel is gone: what it held comes back.</summary>
    public void Remove(ConsumerLink link)
    {
        if (!consumers.Remove(link))
            return;

        foreach (var (_, message) in link.Unacked)
            Return(message, toBack: false);

        link.Unacked.Clear();
        Deliver();
    }

    private void Return(BrokerMessage message, bool toBack)
    {
        if (++message.DeliveryCount > DeliveryLimit)
            throw new ViolationException($"A message of {Name} exceeded the delivery limit.");

        (toBack ? ready : returned).Enqueue(message);
    }

    private void Deliver()
    {
        while (Active is { } link && link.Unacked.Count < link.Prefetch && (returned.TryDequeue(out var message) || ready.TryDequeue(out message)))
        {
            link.Unacked.Add((++link.LastTag, message));
            link.Arriving.Enqueue(new Arrival(link.LastTag, message, message.DeliveryCount > 0));
        }
    }
}
