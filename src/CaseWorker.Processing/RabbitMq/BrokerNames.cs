using CaseWorker.Processing.Intake;

namespace CaseWorker.Processing.RabbitMq;

/// <summary>The names on the broker that producers and tools rely on (spec 11).</summary>
public static class BrokerNames
{
    /// <summary>Fanout: for producers and people.</summary>
    public const string IntakeExchange = "case-intake";

    /// <summary>Direct: for gateway and router; routing key <c>{N}-{pp}</c>.</summary>
    public const string PartitionExchange = "case-partition";

    /// <summary>Topic: what happened to cases; routing key is the event's name.</summary>
    public const string EventsExchange = "case-events";

    /// <summary>Fanout: what the broker gave up on.</summary>
    public const string DeadExchange = "case-dead";

    public const string RouterQueue = "case-intake-router";

    public const string DeadLetterQueue = "case-dead-letters";

    /// <summary>The queue of a partition: <c>case-intake-{N}-{pp}</c>.</summary>
    public static string QueueOf(int partition, int partitions) => "case-intake-" + PartitionRule.NameOf(partition, partitions);
}
