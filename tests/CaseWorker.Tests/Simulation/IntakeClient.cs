using CaseWorker.Processing.RabbitMq;
using RabbitMQ.Client;

namespace CaseWorker.Tests.Simulation;

/// <summary>Somebody who publishes on case-intake, one message after the other, some without a message_id.</summary>
internal sealed class IntakeClient(World world, Queue<LedgerEntry> messages)
{
    private LedgerEntry? current;

    public bool IsDone => current is null && messages.Count == 0;

    public void Step()
    {
        if (world.Broker.IsAway || world.Broker.IsBlocked || (current is null && !messages.TryDequeue(out current)))
            return;

        var entry = current;
        entry.SentAt ??= world.Step;
        var fault = world.IsFaulty ? world.Random.Next(10) : 9;
        if (fault > 0)
            Publish(entry);
        if (fault > 1)
            entry.ConfirmedAt ??= world.Step;

        // Without an id nobody can tell a repetition, so it is not sent again.
        if (fault <= 1 && entry.Key is not null && world.Random.Next(4) > 0)
            return;

        if (world.IsFaulty && entry.Key is not null && world.Random.Next(12) == 0)
            Publish(entry);

        current = null;
    }

    private void Publish(LedgerEntry entry)
    {
        var properties = new BasicProperties();
        if (entry.Key is { } key)
            properties.MessageId = key;

        world.Broker.QueueOf(BrokerNames.RouterQueue).Publish(new BrokerMessage(properties, entry.Body));
        world.Trace?.Add($"m{entry.Number} is published on case-intake");
    }
}
