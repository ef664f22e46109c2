using System.Collections.Concurrent;

namespace CaseWorker.Processing.Enqueue;

/// <summary>Lets requests with the same Idempotency-Key pass one after the other in this process, so that the second sees what became of the first.</summary>
internal sealed class OneAtATime(TimeProvider clock)
{
    private readonly ConcurrentDictionary<(int HubId, string Key), TaskCompletionSource> passing = new();

    /// <summary>Waits until nobody else is passing with the key. Dispose the answer to let the next one pass.</summary>
    /// <returns>Null: it took longer than <paramref name="patience"/>.</returns>
    public async Task<IDisposable?> EnterAsync(int hubId, string key, TimeSpan patience)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var since = clock.GetTimestamp();
        while (true)
        {
            var other = passing.GetOrAdd((hubId, key), mine);
            if (other == mine)
                return new Passage(this, (hubId, key), mine);

            var left = patience - clock.GetElapsedTime(since);
            if (left <= TimeSpan.Zero)
                return null;

            try
            {
                await other.Task.WaitAsync(left, clock);
            }
            catch (TimeoutException)
            {
                return null;
            }
        }
    }

    private sealed class Passage(OneAtATime gate, (int HubId, string Key) key, TaskCompletionSource passed) : IDisposable
    {
        public void Dispose()
        {
            gate.passing.TryRemove(key, out _);
            passed.TrySetResult();
        }
    }
}
