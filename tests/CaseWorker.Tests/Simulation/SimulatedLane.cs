using CaseWorker.Processing.Intake;
using CaseWorker.Processing.Partitions;
using CaseWorker.Processing.RabbitMq;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Tests.Simulation;

/// <summary>A lane as a step function, after LaneConsumer, LaneWork and IntakeHandler: their order of doing, with the product's rules and transactions.</summary>
internal sealed class SimulatedLane(World world, SimulatedWorker worker, OwnSeat seat)
{
    private const int MaxAttempts = 3;

    private readonly int partition = seat.PartitionId;
    private readonly List<LaneDelivery> buffer = [];
    private SeatTurn? turn;
    private ConsumerLink? link;
    private long? epoch;
    private long? epochOfProcess;
    private LaneBatchInHand? batch;
    private bool isHeld;
    private bool waitsForDatabase;

    public bool IsStopped => worker.IsStopping && link is null;

    /// <summary>True: the broker gives it what is in the queue.</summary>
    public bool IsActive => link is not null && link.Queue.Active == link;

    public void Step()
    {
        if (link is null)
            Subscribe();
        else if (world.Random.Next(3) == 0)
            Receive(link);
        else if (batch is null)
            Begin(link);
        else
            Continue(link, batch);
    }

    /// <summary>The time to hold a batch, or to stop, is over: nothing is acknowledged.</summary>
    public void GiveUp()
    {
        if (batch is null)
            return;

        Say("gives the batch up");
        waitsForDatabase = true;
        EndChannel();
    }

    public void Cut()
    {
        if (link is { IsOpen: true })
            world.Broker.Cut(link);
    }

    /// <summary>The process is gone.</summary>
    public void Abandon()
    {
        Release();
        if (link is { IsOpen: true })
            world.Broker.Cut(link);

        link = null;
    }

    private void Subscribe()
    {
        // A lane that waits for the database asks it before it subscribes again.
        if (worker.IsStopping || (waitsForDatabase && world.Database.IsAway))
            return;

        waitsForDatabase = false;
        if (turn is null && seat.IsInvited)
            turn = SimulatedDatabase.Done(seat.UntilInvitedAsync(TimeSpan.Zero, world.Clock, CancellationToken.None));

        if (turn is { LettingGo.IsCancellationRequested: true })
        {
            EndTurn(turn);
        }
        else if (turn is not null && world.Broker.Subscribe(BrokerNames.QueueOf(partition, World.Partitions)) is { } subscribed)
        {
            link = subscribed;
            turn.Opened(isUnfit: false);
            Say("subscribes");
        }
    }

    private void Receive(ConsumerLink from)
    {
        if (!from.IsOpen && world.Random.Next(2) == 0)
            from.IsKnownClosed = true;

        for (var count = 1 + world.Random.Next(from.Arriving.Count + 1); count > 0 && from.Arriving.TryDequeue(out var arrival); count--)
        {
            var message = MessageHeaders.Read(arrival.Message.Properties, arrival.Message.Body, "no key");
            message = message with { ServiceId = MessageHeaders.Int(arrival.Message.Properties.Headers, HeaderNames.ServiceId) };
            buffer.Add(new LaneDelivery(arrival.Tag, message, arrival.Message.DeliveryCount));
        }
    }

    private void Begin(ConsumerLink from)
    {
        if (worker.IsStopping || turn!.LettingGo.IsCancellationRequested)
        {
            EndChannel();
            return;
        }

        // What is buffered is handled also when the channel has ended meanwhile; the fence and the keys make that harmless.
        if (buffer.Count == 0)
        {
            if (from.IsKnownClosed)
                EndChannel();
            return;
        }

        if (world.Design.ConcurrentDispatch)
            world.Random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(buffer));

        turn.Holds();
        batch = TakeBatch();
        Say($"takes {string.Join(' ', batch.Deliveries.Select(delivery => $"m{Ledger.NumberOf(delivery.Message.Body)}"))}");
    }

    private LaneBatchInHand TakeBatch()
    {
        var count = 1;
        while (buffer[0].IsPlain && count < buffer.Count && buffer[count].IsPlain)
            count++;

        var taken = buffer.GetRange(0, count);
        buffer.RemoveRange(0, count);
        return new LaneBatchInHand(taken);
    }

    private void Continue(ConsumerLink from, LaneBatchInHand inHand)
    {
        if (worker.IsStopping && world.Design.StopByCancel && from is { IsOpen: true, IsCancelled: false })
        {
            from.Queue.Cancel(from);
            Say("cancels");
        }

        if (epoch is null)
            TakePartition();
        else if (isHeld)
            Commit(from, inHand);
        else if (inHand.NeedsAttempt)
            NoteAttempt(from, inHand);
        else if (inHand.MustRunHeld && !world.Design.HeldNeverAlone)
            RunHeld(inHand, epoch.Value);
        else
            TryHold(from, inHand, epoch.Value);
    }

    private void TakePartition()
    {
        epoch = world.Design.EpochOfProcess && epochOfProcess is { } earlier ? earlier : world.Database.TryTake(partition, worker.Name);
        epochOfProcess ??= epoch;
        if (epoch is not null)
            Say($"has epoch {epoch}");
    }

    private void NoteAttempt(ConsumerLink from, LaneBatchInHand inHand)
    {
        if (world.Database.IsAway || world.Database.IsLocked(partition) || (!world.Design.AttemptsSideBySide && !MayTryAlone()))
            return;

        worker.TriesAlone = this;
        var message = inHand.Alone!.Message;
        var earlier = SimulatedDatabase.Done(AttemptStore.BeginAsync(world.Database.Session, MessageHash.OfKey(null, message.MessageKey), world.Now));
        Say($"notes an attempt after {earlier}");
        inHand.NeedsAttempt = false;
        inHand.MustForget = true;
        if (earlier < MaxAttempts)
            return;

        inHand.MustForget = false;
        if (SimulatedDatabase.Done(world.Database.Parker.ParkAsync(message, partition, message.ServiceId, "crash-loop", null, null, epoch, CancellationToken.None)))
            Acknowledge(from, inHand);
        else
            EndChannel();
    }

    private void TryHold(ConsumerLink from, LaneBatchInHand inHand, long mine)
    {
        if (inHand.Alone is null && worker.TriesAlone is not null && !world.Design.AttemptsSideBySide)
            return;

        if (world.Design.AckBeforeCommit && from.IsOpen)
            from.Acknowledge(inHand.LastTag, multiple: true);

        switch (world.Database.TryHold(this, partition, mine))
        {
            case Hold.Held:
                isHeld = true;
                break;
            case Hold.Fenced when inHand.MustForget && world.Database.IsAway:
                break;
            case Hold.Fenced:
                Say("is fenced");
                ForgetAttempt(inHand);
                EndChannel();
                break;
            case Hold.NotNow when world.Database.IsAway && world.Design.NackOnFailure:
                Nack(from, inHand);
                break;
        }
    }

    private void Commit(ConsumerLink from, LaneBatchInHand inHand)
    {
        var next = inHand.Next.ToList();
        if (next.Exists(reading => world.Ledger.KindOf(reading.Message.Body) == MessageKind.Kills))
        {
            Say("meets what kills it");
            worker.Kill();
            return;
        }

        var isAnswerLost = world.LosesAnswer();
        if (world.Database.IsAway || (isAnswerLost && world.Random.Next(2) == 0))
        {
            Release();
            if (world.Design.NackOnFailure)
                Nack(from, inHand);
            else if (world.Design.TrustsLostCommits)
                Acknowledge(from, inHand);

            return;
        }

        try
        {
            world.Database.Transact(() => Store(next, inHand.IsOneByOne && !world.Design.HeldNeverAlone));
        }
        catch (UnforeseenException)
        {
            Say("fails to store");
            Release();
            inHand.Failed();
            return;
        }

        Release();
        if (isAnswerLost && !world.Design.TrustsLostCommits)
        {
            Say("commits and does not learn it");
            return;
        }

        Say("commits");
        if (inHand.Stored())
            Acknowledge(from, inHand);
    }

    // As IntakeHandler: what is held fails for itself.
    private void RunHeld(LaneBatchInHand inHand, long mine)
    {
        if (world.Database.IsAway || world.Database.IsLocked(partition))
            return;

        var services = inHand.Deliveries.Select(delivery => delivery.Message.ServiceId).ToHashSet();
        foreach (var counter in world.Database.Tables.Counters.Values.Where(counter => counter is { Held: > 0, BlockedBy: null } && services.Contains(counter.ServiceId)).ToList())
        {
            if (SimulatedDatabase.Done(world.Database.HeldLine.RunAsync(counter.ServiceId, new LaneBatch(partition, mine, []), CancellationToken.None)))
                continue;

            Say("is fenced");
            ForgetAttempt(inHand);
            EndChannel();
            return;
        }

        inHand.MustRunHeld = false;
    }

    private void Store(List<MessageReading> readings, bool joinsLine)
    {
        var ids = readings.Where(reading => reading.Message.CaseId is null).Select(_ => world.NextCaseId());
        var transaction = new IntakeTransaction(world.Database.Session, World.Catalog, new PartitionCount(World.Partitions), worker.Name, [.. ids], world.Random, world.Now) { JoinsLine = joinsLine };
        if (world.Design.IgnoresHeld)
            world.ForgetHeld();

        SimulatedDatabase.Done(transaction.StoreAsync([.. readings.Select(reading => IntakeItem.Of(reading, World.Catalog))]));
    }

    private void Acknowledge(ConsumerLink from, LaneBatchInHand inHand)
    {
        ForgetAttempt(inHand);
        LeaveAlone();
        batch = null;
        if (from.IsKnownClosed)
            EndChannel();
        else if (from.IsOpen)
            from.Acknowledge(inHand.LastTag, multiple: !world.Design.AcknowledgesOne);
    }

    // Whatever the outcome, this worker outlived the attempt.
    private void ForgetAttempt(LaneBatchInHand inHand)
    {
        if (inHand.MustForget)
            SimulatedDatabase.Done(AttemptStore.ForgetAsync(world.Database.Session, MessageHash.OfKey(null, inHand.Alone!.Message.MessageKey)));
    }

    private void Nack(ConsumerLink from, LaneBatchInHand inHand)
    {
        Say("gives the batch back by nack");
        foreach (var delivery in inHand.Deliveries.Where(_ => from.IsOpen))
            from.Nack(delivery.Tag);

        batch = null;
    }

    private void EndChannel()
    {
        Release();
        LeaveAlone();
        if (link is { IsOpen: true })
            world.Broker.Close(link);

        Say("closes its channel");
        link = null;
        epoch = null;
        batch = null;
        if (turn is not null)
            EndTurn(turn);

        if (!world.Design.KeepsBuffer)
            buffer.Clear();
    }

    private void EndTurn(SeatTurn ended)
    {
        turn = null;
        ended.End(isUnfit: false);
    }

    private void Release()
    {
        if (isHeld)
            world.Database.Release(this, partition);

        isHeld = false;
    }

    // As LaneQuarantine: while one lane tries a suspicious message, no other lane of the process stores anything.
    private bool MayTryAlone() =>
        (worker.TriesAlone is null || worker.TriesAlone == this) && worker.Lanes.All(lane => lane == this || !lane.isHeld);

    private void LeaveAlone()
    {
        if (worker.TriesAlone == this)
            worker.TriesAlone = null;
    }

    private void Say(string what) => world.Trace?.Add($"{worker.Name}/{partition} {what}");
}
