namespace CaseWorker.Processing.RabbitMq;

/// <summary>Tells whether the partitions' queues have been empty for a while, by asking the broker at most once a second.</summary>
/// <remarks>The broker does not count what workers hold in their hands, so "for a while" is longer than a worker may hold anything. Thread-safe.</remarks>
internal sealed class PartitionBacklog(BrokerConnection connections, int partitions, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan AnswerLasts = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan InHandsAtMost = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim asking = new(1, 1);
    private long? askedAt;
    private long? emptySince;

    /// <summary>True: nothing has waited for ten minutes, as far as this process has looked. False also while the broker does not answer.</summary>
    public async Task<bool> IsDrainedAsync(CancellationToken cancellation)
    {
        await asking.WaitAsync(cancellation);
        try
        {
            if (askedAt is null || time.GetElapsedTime(askedAt.Value) >= AnswerLasts)
                await AskAsync(cancellation);

            return emptySince is { } since && time.GetElapsedTime(since) >= InHandsAtMost;
        }
        finally
        {
            asking.Release();
        }
    }

    public void Dispose() => asking.Dispose();

    private async Task AskAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var timer = time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), limit, AskWithin, Timeout.InfiniteTimeSpan);
        try
        {
            var connection = await connections.GetAsync(limit.Token);
            var (messages, _) = await new PartitionQueues(connection, partitions).CountAsync(limit.Token);
            emptySince = messages > 0 ? null : emptySince ?? time.GetTimestamp();
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && exception is not OutOfMemoryException)
        {
            emptySince = null;
        }

        askedAt = time.GetTimestamp();
    }
}
