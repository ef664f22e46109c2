namespace CaseWorker.Processing.RabbitMq;

/// <summary>Where a worker's lane of one partition stands.</summary>
public enum LaneState
{
    /// <summary>No channel: before the start, while the broker is away, and between two channels.</summary>
    Closed,

    /// <summary>Not subscribed on purpose: another worker is being put in front of this one. Healthy.</summary>
    Waiting,

    /// <summary>Subscribed; deliveries come when this worker is the active one, which the broker decides.</summary>
    Open,

    /// <summary>Given back, since the database did not answer; subscribes again as soon as it does.</summary>
    WaitingForDatabase,

    /// <summary>A message of a newer program stands at the head: only such a program may store it.</summary>
    TooNew,

    /// <summary>Stopped for good.</summary>
    Stopped,
}
