using CaseWorker.Storage.Partitions;

namespace CaseWorker.Processing.Partitions;

/// <summary>Whether this process may send to the partitions and consume them, while their number is in force and not being changed.</summary>
/// <remarks>
/// A process that looks too late does no harm: the old queues are unbound before anything else happens to them, so what it sends
/// comes back as not sent. Thread-safe.
/// </remarks>
/// <param name="partitions">The number this process was started with.</param>
/// <param name="read">Asks the database; null when it did not answer.</param>
public sealed class PartitionGate(PartitionCount partitions, Func<CancellationToken, Task<PartitioningRow?>> read) : IDisposable
{
    private readonly Lock turning = new();
    private volatile PartitioningRow seen = new() { Partitions = partitions.Value };
    private CancellationTokenSource closing = new();

    /// <summary>The number this process was started with.</summary>
    public int Partitions => partitions.Value;

    /// <summary>False while the number is being changed, and once it was: senders answer "not sent".</summary>
    public bool MaySend => seen.RepartitionTo is null && seen.Partitions == partitions.Value;

    /// <summary>False from when the queues are empty and about to be deleted.</summary>
    public bool MayConsume => seen.RepartitionStep != "closing" && seen.Partitions == partitions.Value;

    /// <summary>True once another number is in force: this process must be started again.</summary>
    public bool IsOutdated => seen.Partitions != partitions.Value;

    /// <summary>Cancelled when consumers must let go. After they may consume again it is another token.</summary>
    public CancellationToken Closing
    {
        get
        {
            lock (turning)
                return closing.Token;
        }
    }

    /// <summary>A gate that is always open, where nobody can change the number.</summary>
    public static PartitionGate Open(int partitions) => new(new PartitionCount(partitions), _ => Task.FromResult<PartitioningRow?>(new PartitioningRow { Partitions = partitions }));

    /// <summary>Asks the database at once. Without an answer, what was seen before still counts.</summary>
    /// <returns>Whether the database answered.</returns>
    public async Task<bool> LookAsync(CancellationToken cancellation)
    {
        if (await read(cancellation) is not { } row)
            return false;

        CancellationTokenSource? letGo = null;
        lock (turning)
        {
            seen = row;
            if (!MayConsume)
                letGo = closing;
            else if (closing.IsCancellationRequested)
                closing = new CancellationTokenSource();
        }

        if (letGo is not null)
            await letGo.CancelAsync();

        return true;
    }

    public void Dispose() => closing.Dispose();
}
