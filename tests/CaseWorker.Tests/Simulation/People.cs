using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Intake;
using CaseWorker.Processing.Parking;
using CaseWorker.Processing.Partitions;
using CaseWorker.Processing.RabbitMq;
using CaseWorker.Storage.Intake;
using CaseWorker.Storage.Parking;

namespace CaseWorker.Tests.Simulation;

/// <summary>People who repair and discard parked messages, after ParkingDesk, and the sweep that runs what is held, after HeldRunner.</summary>
internal sealed class People(World world)
{
    private readonly Dictionary<long, Retry> retries = [];

    private MemoryTables Tables => world.Database.Tables;

    /// <summary>True when no service is blocked, nothing is held and no retry is under way.</summary>
    public bool IsDone => Tables.Held.Count == 0 && Tables.Parked.TrueForAll(row => row.State != "retrying") && Tables.Counters.Values.All(counter => counter.BlockedBy is null);

    public void Step()
    {
        if (world.Database.IsAway)
            return;

        RunHeld();
        if (Tables.Parked.Count == 0)
            return;

        var parked = Tables.Parked[world.Random.Next(Tables.Parked.Count)];
        if (parked.State == "retrying")
            Follow(parked);
        else if (parked is { State: "parked", Row.ServiceId: { } serviceId } && (world.IsFaulty ? world.Random.Next(10) == 0 : IsHead(parked)))
            Decide(parked, serviceId);
    }

    private bool IsHead(ParkedMemory parked) => Tables.Counters[parked.Row.ServiceId!.Value].BlockedBy == parked.ParkedId;

    private void RunHeld()
    {
        var counter = Tables.Counters.Values.FirstOrDefault(counter => counter is { BlockedBy: null, Held: > 0 });
        if (counter is null)
            return;

        if (world.Design.HeldNeverAlone)
            RunHeldTogether(World.Catalog.FindService(counter.ServiceId)!);
        else
            SimulatedDatabase.Done(world.Database.HeldRunner.RunAsync(counter.ServiceId, CancellationToken.None));

        world.Trace?.Add($"the sweep runs what service {counter.ServiceId} held");
    }

    private void RunHeldTogether(Service service)
    {
        var transaction = new IntakeTransaction(world.Database.Session, World.Catalog, new PartitionCount(World.Partitions), "sweep", [], world.Random, world.Now);
        try
        {
            world.Database.Transact(() => SimulatedDatabase.Done(transaction.RunHeldAsync(service)));
        }
        catch (UnforeseenException)
        {
            // So it stays until the next time.
        }
    }

    private void Decide(ParkedMemory parked, int serviceId)
    {
        if (world.Random.Next(3) == 0)
        {
            Discard(parked, serviceId);
            return;
        }

        // Refused by RetryRule: its turn has not come yet.
        if (SimulatedDatabase.Done(HeldStore.HasPlaceAsync(world.Database.Session, serviceId, parked.ParkedId, parked.Row.Message.MessageKey)))
            return;

        var number = Ledger.NumberOf(parked.Body);
        var isRepaired = parked.Row.Reason == "crash-loop" || world.Random.Next(3) > 0 || !world.IsFaulty;
        var body = isRepaired ? Ledger.BodyOf(number, serviceId, MessageKind.Good) : parked.Body;
        if (SimulatedDatabase.Done(ParkedStore.BeginRetryAsync(world.Database.Session, parked.ParkedId, parked.Attempts, body)))
            Send(parked, isFirst: true);
    }

    private void Discard(ParkedMemory parked, int serviceId)
    {
        SimulatedDatabase.Done(IntakeStore.LockCountersAsync(world.Database.Session, [serviceId]));
        if (SimulatedDatabase.Done(ParkedStore.DiscardAsync(world.Database.Session, parked.ParkedId, "no use", world.Now)))
            SimulatedDatabase.Done(HeldStore.UnblockAsync(world.Database.Session, serviceId, parked.ParkedId));

        world.Trace?.Add($"m{Ledger.NumberOf(parked.Body)} is discarded");
    }

    private void Follow(ParkedMemory parked)
    {
        var retry = retries.GetValueOrDefault(parked.ParkedId);
        if (retry is null || retry.Gateway.Publisher != retry.Asked)
        {
            // The gateway that was asked is gone, or its answer was "unknown": asked again some time later.
            if (world.Random.Next(5) == 0)
                Send(parked, isFirst: false);
        }
        else if (retry.Sent.Fate.IsCompleted)
        {
            if (retry.Sent.Fate.Result == SendOutcome.NotSent && retry.IsFirst)
                SimulatedDatabase.Done(ParkedStore.ReturnUnsentAsync(world.Database.Session, parked.ParkedId, retry.Attempts));

            // Accepted too: a person who sees nothing happen asks again.
            retries.Remove(parked.ParkedId);
        }
    }

    private void Send(ParkedMemory parked, bool isFirst)
    {
        var gateway = world.Gateways[world.Random.Next(world.Gateways.Count)];
        if (!gateway.IsThere)
            return;

        var head = parked.Row.Message;
        var message = new IntakeMessage
        {
            Body = parked.Body,
            MessageKey = RetryKey.Of(head.MessageKey, parked.Attempts),
            CaseId = head.CaseId,
            HubId = World.Hub,
            AcceptedAt = head.AcceptedAt,
            RetryOf = parked.ParkedId,
            PossibleDuplicate = head.PossibleDuplicate,
            FromGateway = head.FromGateway,
        };
        var sent = gateway.Publisher.Send(new OutgoingMessage(parked.Row.ServiceId!.Value, message));
        retries[parked.ParkedId] = new Retry(gateway, gateway.Publisher, sent, parked.Attempts, isFirst);
        world.Trace?.Add($"m{Ledger.NumberOf(parked.Body)} is retried as {message.MessageKey}");
    }

    private sealed record Retry(SimulatedGateway Gateway, SimulatedPublisher Asked, PendingSend Sent, int Attempts, bool IsFirst);
}
