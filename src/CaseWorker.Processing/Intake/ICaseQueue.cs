using CaseWorker.Storage.Intake;

namespace CaseWorker.Processing.Intake;

/// <summary>How a send ended.</summary>
public enum SendOutcome
{
    /// <summary>In a partition's queue for good: confirmed by the broker, or committed to the intake table.</summary>
    Accepted,

    /// <summary>Certainly not in a queue.</summary>
    NotSent,

    /// <summary>Perhaps in the queue: the connection or the time ran out before the answer. Sending again under the same key is safe.</summary>
    Unknown,
}

/// <summary>A message and the service whose order it belongs to.</summary>
public sealed record OutgoingMessage(int ServiceId, IntakeMessage Message)
{
    /// <summary>The messages it is sent together with; null: it stands alone, and what fails before it does not concern it.</summary>
    public SendRun? Run { get; init; }
}

/// <summary>Where accepted messages wait for a worker: RabbitMQ, or the intake table without a broker.</summary>
/// <remarks>
/// Messages of one service enter the queue in the order of the calls to <see cref="SendAsync"/>; different services run in parallel.
/// The queue stamps source and counter (spec 3) as it sends, in that same order; what the message had there is replaced.
/// </remarks>
public interface ICaseQueue
{
    /// <summary>Sends one message and completes once its fate is known, at the latest after 5 s. Never throws for a queue that is away.</summary>
    Task<SendOutcome> SendAsync(OutgoingMessage outgoing, CancellationToken cancellation);

    /// <summary>True while sends can be expected to succeed: connected and not blocked. For readiness.</summary>
    bool IsReady { get; }

    /// <summary>True when no message that the database does not know of can have been waiting for long. False also when that can't be told now.</summary>
    Task<bool> IsDrainedAsync(CancellationToken cancellation);
}
