using CaseWorker.Processing.Intake;
using CaseWorker.Processing.RabbitMq;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Tests.Simulation;

/// <summary>A client that enqueues into one service, one message after the other, with Idempotency-Keys.</summary>
internal sealed class GatewayClient(World world, Queue<LedgerEntry> messages)
{
    private LedgerEntry? current;
    private SimulatedPublisher? asked;
    private SimulatedGateway? gateway;
    private PendingSend? sent;

    public bool IsDone => current is null && messages.Count == 0;

    public void Step()
    {
        if (current is null && !messages.TryDequeue(out current))
            return;

        if (sent is null)
            Send(current);
        else if (sent.Fate.IsCompleted)
            Hear(current, sent.Fate.Result);
        else if (gateway!.Publisher != asked || !gateway.IsAlive || (gateway.IsFrozen && world.Random.Next(10) == 0))
            Hear(current, SendOutcome.Unknown);
    }

    private void Send(LedgerEntry entry)
    {
        gateway = world.Gateways[world.Random.Next(world.Gateways.Count)];
        if (!gateway.IsThere)
            return;

        entry.SentAt ??= world.Step;
        asked = gateway.Publisher;
        sent = asked.Send(MessageOf(entry));

        // The same request on a second connection, as an impatient proxy does it.
        if (world.IsFaulty && world.Random.Next(12) == 0)
            asked.Send(MessageOf(entry));
    }

    private void Hear(LedgerEntry entry, SendOutcome outcome)
    {
        world.Trace?.Add($"client hears {outcome} for m{entry.Number}");
        sent = null;
        if (outcome == SendOutcome.Accepted)
            entry.ConfirmedAt ??= world.Step;
        else if (world.Random.Next(4) > 0)
            return;

        current = null;
    }

    private OutgoingMessage MessageOf(LedgerEntry entry) => new(entry.ServiceId, new IntakeMessage
    {
        Body = entry.Body,
        MessageKey = entry.Key!,
        CaseId = World.PromisedCaseId(entry),
        HubId = World.Hub,
        AcceptedAt = world.Now,
        FromGateway = true,
    });
}
