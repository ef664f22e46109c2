using RabbitMQ.Client;

namespace CaseWorker.Processing.RabbitMq.Routing;

/// <summary>One message as the router got it, and the promise that MassTransit waits for before it acknowledges.</summary>
internal sealed class RouterDelivery(ulong tag, bool redelivered, IReadOnlyBasicProperties properties, byte[] body)
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ulong Tag { get; } = tag;

    public bool Redelivered { get; } = redelivered;

    public IReadOnlyBasicProperties Properties { get; } = properties;

    public byte[] Body { get; } = body;

    /// <summary>Completes once the message is in its partition's queue, or parked.</summary>
    public Task Done => done.Task;

    public void Finish() => done.TrySetResult();
}
