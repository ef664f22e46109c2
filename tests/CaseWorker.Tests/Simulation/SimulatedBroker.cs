using CaseWorker.Processing.RabbitMq;

namespace CaseWorker.Tests.Simulation;

/// <summary>The broker: queues, and the channels on which clients talk to it. Confirmed is committed: a restart loses nothing that was confirmed.</summary>
internal sealed class SimulatedBroker
{
    private readonly World world;
    private readonly Dictionary<string, SimulatedQueue> queues = [];
    private readonly List<ConsumerLink> consumers = [];
    private readonly List<PublisherLink> publishers = [];
    private int subscriptions;

    public SimulatedBroker(World world)
    {
        this.world = world;
        foreach (var name in Enumerable.Range(0, World.Partitions).Select(partition => BrokerNames.QueueOf(partition, World.Partitions)).Append(BrokerNames.RouterQueue))
            queues.Add(name, new SimulatedQueue(name, world.Design));
    }

    /// <summary>Down: nobody can connect.</summary>
    public bool IsAway { get; set; }

    /// <summary>An alarm: nothing that is published is read. Consumers go on.</summary>
    public bool IsBlocked { get; set; }

    public bool IsEmpty => queues.Values.All(queue => queue.IsEmpty);

    public IReadOnlyList<ConsumerLink> Consumers => consumers;

    public IReadOnlyList<PublisherLink> Publishers => publishers;

    public SimulatedQueue QueueOf(string name) => queues[name];

    /// <summary>Null while the broker is away.</summary>
    public ConsumerLink? Subscribe(string queue)
    {
        if (IsAway)
            return null;

        var less = world.Design.UnequalPrefetch && subscriptions++ % 2 == 1;
        var link = new ConsumerLink(queues[queue], less ? Math.Max(1, world.Design.Prefetch / 2) : world.Design.Prefetch);
        consumers.Add(link);
        link.Queue.Subscribe(link);
        return link;
    }

    /// <summary>Null while the broker is away.</summary>
    public PublisherLink? Connect()
    {
        if (IsAway)
            return null;

        var link = new PublisherLink();
        publishers.Add(link);
        return link;
    }

    /// <summary>Reads one frame of one channel.</summary>
    public void Step()
    {
        var place = world.Random.Next(consumers.Count + publishers.Count + 1);
        if (place < consumers.Count)
            Read(consumers[place]);
        else if (place - consumers.Count < publishers.Count && !IsBlocked)
            Read(publishers[place - consumers.Count]);
    }

    /// <summary>channel.close by the client: what it said before is taken in first, though the broker may forget acknowledgements with the channel (rabbitmq-server issue 10327).</summary>
    public void Close(ConsumerLink link)
    {
        while (link is { IsOpen: true, Leaving.Count: > 0 } && world.Random.Next(8) > 0)
            Read(link);

        End(link);
        link.IsKnownClosed = true;
    }

    /// <summary>The connection is lost: a first part of what was under way arrives, in each direction.</summary>
    public void Cut(ConsumerLink link)
    {
        while (link.Leaving.Count > 0 && world.Random.Next(3) > 0)
            Read(link);

        End(link);
        for (var lost = world.Random.Next(link.Arriving.Count + 1); lost > 0; lost--)
        {
            // The newest are lost; the queue has no other end to take from.
            var kept = link.Arriving.SkipLast(1).ToList();
            link.Arriving.Clear();
            kept.ForEach(link.Arriving.Enqueue);
        }
    }

    /// <inheritdoc cref="Cut(ConsumerLink)"/>
    public void Cut(PublisherLink link)
    {
        while (link.Leaving.Count > 0 && !IsBlocked && world.Random.Next(3) > 0)
            Read(link);

        link.Leaving.Clear();
        if (world.Random.Next(2) == 0)
            link.Confirms.Clear();

        link.IsOpen = false;
        publishers.Remove(link);
    }

    /// <summary>Ends all channels; every message that is in a queue stays there.</summary>
    public void GoAway()
    {
        IsAway = true;
        consumers.ToList().ForEach(Cut);
        publishers.ToList().ForEach(Cut);
    }

    private static void Read(ConsumerLink link)
    {
        if (link.Leaving.TryDequeue(out var settlement))
            link.Queue.Settle(link, settlement);
    }

    private void Read(PublisherLink link)
    {
        if (!link.Leaving.TryDequeue(out var frame))
        {
            if (link.IsAbandoned)
                publishers.Remove(link);
            return;
        }

        var isRefused = world.Design.QueuesRefuse && world.IsFaulty && world.Random.Next(10) == 0;
        if (!isRefused)
            queues[frame.Queue].Publish(frame.Message);

        link.Confirms.Enqueue((frame.Tag, isRefused));
        world.Trace?.Add($"broker {(isRefused ? "refuses" : "takes")} {Ledger.Describe(frame.Message)} for {frame.Queue}");
    }

    private void End(ConsumerLink link)
    {
        if (!consumers.Remove(link))
            return;

        link.IsOpen = false;
        link.Leaving.Clear();
        link.Queue.Remove(link);
    }
}
