using CaseWorker.Benchmarks.Reports;

namespace CaseWorker.Benchmarks.Lanes;

/// <summary>Counts what all lanes together have handled. Thread-safe.</summary>
internal sealed class Tally(int wanted)
{
    private readonly Lock gate = new();
    private readonly Drain drain = new();
    private readonly TaskCompletionSource<Drain> all = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when everything was handled.</summary>
    public Task<Drain> All => all.Task;

    public void Add(int handled)
    {
        lock (gate)
        {
            drain.Note(drain.Stored + handled);
            if (drain.Stored >= wanted)
                all.TrySetResult(drain);
        }
    }
}
