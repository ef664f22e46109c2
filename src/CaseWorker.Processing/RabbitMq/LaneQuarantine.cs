using System.Diagnostics.CodeAnalysis;

namespace CaseWorker.Processing.RabbitMq;

/// <summary>Lets the lanes of a process work side by side, and one message all alone when it must be found out whether it kills workers.</summary>
/// <remarks>Whoever wants to be alone goes first: those who come later wait until it is done. Thread-safe.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "Nobody asks the semaphore for its wait handle, so there is nothing to free.")]
internal sealed class LaneQuarantine
{
    private readonly SemaphoreSlim door = new(1, 1);
    private readonly Lock gate = new();
    private int inside;
    private TaskCompletionSource? empty;

    /// <summary>Enters beside others; dispose to leave.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellation)
    {
        await door.WaitAsync(cancellation);
        lock (gate)
            inside++;

        door.Release();
        return new Stay(Leave);
    }

    /// <summary>Waits until all others have left, and keeps everybody out; dispose to leave.</summary>
    public async Task<IDisposable> EnterAloneAsync(CancellationToken cancellation)
    {
        await door.WaitAsync(cancellation);
        try
        {
            Task left;
            lock (gate)
            {
                empty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (inside == 0)
                    empty.SetResult();

                left = empty.Task;
            }

            await left.WaitAsync(cancellation);
            return new Stay(() => door.Release());
        }
        catch
        {
            door.Release();
            throw;
        }
    }

    private void Leave()
    {
        lock (gate)
        {
            if (--inside == 0)
                empty?.TrySetResult();
        }
    }

    private sealed class Stay(Action leave) : IDisposable
    {
        private bool left;

        public void Dispose()
        {
            if (!Interlocked.Exchange(ref left, true))
                leave();
        }
    }
}
