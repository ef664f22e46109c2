using CaseWorker.Processing.Intake;
using CaseWorker.Processing.RabbitMq;

namespace CaseWorker.Tests.Simulation;

/// <summary>How a process publishes to the partitions, after RabbitMqCaseQueue and PublisherChannel, with the product's ledger, fates and headers.</summary>
internal sealed class SimulatedPublisher(World world, SimulatedProcess owner)
{
    private readonly Queue<PendingSend> waiting = new();
    private readonly List<PendingSend> undecided = [];
    private readonly Dictionary<int, long> counters = [];
    private ConfirmLedger ledger = new();
    private PublisherLink? link;
    private ulong lastTag;
    private int generation;

    public PendingSend Send(OutgoingMessage outgoing)
    {
        var pending = new PendingSend(outgoing);
        waiting.Enqueue(pending);
        undecided.Add(pending);
        return pending;
    }

    public void Step()
    {
        undecided.RemoveAll(pending => pending.Fate.IsCompleted);
        if (link is null)
            Connect();
        else if (!link.IsOpen && world.Random.Next(3) == 0)
            GiveUp(link);
        else if (world.Random.Next(2) == 0 && link.Confirms.TryDequeue(out var confirm))
            Settle(confirm);
        else
            Write(link);
    }

    public bool IsIdle => waiting.Count == 0 && undecided.TrueForAll(pending => pending.Fate.IsCompleted);

    /// <summary>The time of one message is up, as RabbitMqCaseQueue.WaitForFateAsync has it.</summary>
    public void RunOutOfTime()
    {
        var late = undecided.Find(pending => !pending.Fate.IsCompleted);
        if (late is null || late.TryWithdraw())
            return;

        if (link is not null && !world.Broker.IsBlocked)
            GiveUp(link);

        late.Finish(SendOutcome.Unknown);
    }

    public void Cut()
    {
        if (link is { IsOpen: true })
            world.Broker.Cut(link);
    }

    private void Connect()
    {
        link = world.Broker.Connect();
        if (link is null)
            return;

        generation++;
        lastTag = 0;
        ledger = new ConfirmLedger();
        counters.Clear();
    }

    private void Settle((ulong Tag, bool IsRefused) confirm)
    {
        // One word for several, as the broker likes to say it; a refusal is always said singly here.
        var multiple = false;
        while (!world.Design.QueuesRefuse && link!.Confirms.Count > 0 && world.Random.Next(2) == 0)
        {
            confirm = link.Confirms.Dequeue();
            multiple = true;
        }

        ledger.Settle(confirm.Tag, multiple, confirm.IsRefused ? SendOutcome.NotSent : SendOutcome.Accepted);
    }

    private void Write(PublisherLink to)
    {
        if (world.Broker.IsBlocked || !waiting.TryDequeue(out var pending) || pending.TakeForWriting() is not { } outgoing)
            return;

        var partition = PartitionRule.PartitionOf(outgoing.ServiceId, World.Partitions);
        pending.N = counters.GetValueOrDefault(outgoing.ServiceId) + 1;
        pending.RoutingKey = PartitionRule.NameOf(partition, World.Partitions);
        counters[outgoing.ServiceId] = pending.N;
        if (!ledger.TryAdd(pending))
        {
            pending.Finish(SendOutcome.NotSent);
            return;
        }

        lastTag++;
        var source = world.Design.OneSourceForAllGenerations ? "gateway" : $"{owner.Name}/{generation}";
        if (to.IsOpen)
            to.Leaving.Enqueue((lastTag, BrokerNames.QueueOf(partition, World.Partitions), new BrokerMessage(MessageHeaders.Write(outgoing.Message, source, pending.N, outgoing.ServiceId), outgoing.Message.Body)));
    }

    private void GiveUp(PublisherLink lost)
    {
        ledger.Close();
        lost.IsAbandoned = true;
        link = null;
    }
}
