namespace CaseWorker.Processing.Embedded;

/// <summary>Wakes the embedded lane when something was queued in this process.</summary>
public sealed class EmbeddedSignal : IDisposable
{
    private readonly SemaphoreSlim woken = new(0, 1);

    public void Wake()
    {
        try
        {
            woken.Release();
        }
        catch (SemaphoreFullException)
        {
            // Woken already: one waking is enough for all that waits.
        }
    }

    /// <summary>Returns when woken, at the latest after <paramref name="limit"/>: commands queue from other processes without a signal.</summary>
    public Task WaitAsync(TimeSpan limit, CancellationToken cancellation) => woken.WaitAsync(limit, cancellation);

    public void Dispose() => woken.Dispose();
}
