namespace CaseWorker.Tests.Simulation;

/// <summary>How the simulated installation is built. As it stands: as the product is; each switch breaks it in one known way.</summary>
internal sealed record Design
{
    /// <summary>Of a lane and of the router, in messages; small, so that a queue is seldom empty.</summary>
    public int Prefetch { get; init; } = 4;

    /// <summary>True: every second consumer asks for less than the others, as in a rolling change of the setting.</summary>
    public bool UnequalPrefetch { get; init; }

    /// <summary>All messages are published on case-intake without an id, as people do it in the management UI.</summary>
    public bool ByHandOnly { get; init; }

    /// <summary>RabbitMQ 4.x instead of 3.10: a nacked message goes to the front in any case.</summary>
    public bool RabbitMq4 { get; init; }

    /// <summary>x-delivery-limit on the queues (design 3.2).</summary>
    public bool DeliveryLimit { get; init; } = true;

    /// <summary>Graceful stop by basic.cancel, closing the channel after the batch (messaging.md finding 1).</summary>
    public bool StopByCancel { get; init; }

    /// <summary>A batch that the database refused is given back by basic.nack instead of being held (findings 2 and 3).</summary>
    public bool NackOnFailure { get; init; }

    /// <summary>The fence of design 1.3.</summary>
    public bool EpochCheck { get; init; } = true;

    /// <summary>A worker keeps the epoch of its first channel for all later ones.</summary>
    public bool EpochOfProcess { get; init; }

    /// <summary>Looking up message keys, and their unique index.</summary>
    public bool KeyCheck { get; init; } = true;

    /// <summary>What is buffered is handled in any order (findings 6 and 8).</summary>
    public bool ConcurrentDispatch { get; init; }

    /// <summary>What a channel delivered is still handled on the next one.</summary>
    public bool KeepsBuffer { get; init; }

    /// <summary>Only the last message of a batch is acknowledged.</summary>
    public bool AcknowledgesOne { get; init; }

    /// <summary>A batch is acknowledged before it is committed.</summary>
    public bool AckBeforeCommit { get; init; }

    /// <summary>A commit whose answer was lost is taken for a success, though it may have failed.</summary>
    public bool TrustsLostCommits { get; init; }

    /// <summary>The router acknowledges when it has written, without waiting for the confirms.</summary>
    public bool RouterAcksUnconfirmed { get; init; }

    /// <summary>The router handles deliveries as they are dispatched, not by tag (design 3.4).</summary>
    public bool RouterIgnoresTags { get; init; }

    /// <summary>The router forgets which keys it gave to messages without one.</summary>
    public bool RouterForgetsKeys { get; init; }

    /// <summary>The turn of the router: without it one that learns late of its channel's end hands on what another router has handed on, and neither says so.</summary>
    public bool RouterTurns { get; init; } = true;

    /// <summary>A router that took its turn asks the broker whether its channel is still there before it believes in it.</summary>
    public bool RouterAsksBroker { get; init; } = true;

    /// <summary>Every generation of a publisher stamps the same cw-source.</summary>
    public bool OneSourceForAllGenerations { get; init; }

    /// <summary>Queues refuse messages now and then, as with a length limit by policy. The product's topology has none.</summary>
    public bool QueuesRefuse { get; init; }

    /// <summary>Lanes of one process try suspicious messages at the same time.</summary>
    public bool AttemptsSideBySide { get; init; }

    /// <summary>Held messages are run together only, so that nobody finds out which one fails.</summary>
    public bool HeldNeverAlone { get; init; }

    /// <summary>A worker that serves a partition does not step aside for the one that shall have it.</summary>
    public bool NobodyLetsGo { get; init; }

    /// <summary>Messages of a blocked service are stored although others are held before them.</summary>
    public bool IgnoresHeld { get; init; }
}
