namespace CaseWorker.Tests.Simulation;

/// <summary>A channel with one consumer, as the broker and the client see it. The two do not learn of its end at the same time.</summary>
internal sealed class ConsumerLink(SimulatedQueue queue, int prefetch)
{
    public SimulatedQueue Queue { get; } = queue;

    public int Prefetch { get; } = prefetch;

    /// <summary>The broker's side, by ascending tag.</summary>
    public List<(ulong Tag, BrokerMessage Message)> Unacked { get; } = [];

    public Queue<Arrival> Arriving { get; } = new();

    public Queue<Settlement> Leaving { get; } = new();

    public ulong LastTag { get; set; }

    public bool IsCancelled { get; set; }

    /// <summary>The broker's side.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>The client's side.</summary>
    public bool IsKnownClosed { get; set; }

    public void Acknowledge(ulong tag, bool multiple) => Leaving.Enqueue(new Settlement(tag, multiple, IsNack: false));

    public void Nack(ulong tag) => Leaving.Enqueue(new Settlement(tag, Multiple: false, IsNack: true));
}
