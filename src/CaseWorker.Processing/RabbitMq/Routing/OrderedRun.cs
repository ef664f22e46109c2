namespace CaseWorker.Processing.RabbitMq.Routing;

/// <summary>Puts what concurrent dispatch mixed up back into the order of delivery. One for each channel, where tags count from 1.</summary>
/// <remarks>Not thread-safe. A tag that never comes stops the run for ever: everything delivered must be offered.</remarks>
internal sealed class OrderedRun<T>
{
    private readonly Dictionary<ulong, T> early = [];
    private ulong next = 1;

    /// <summary>Enters a delivery, in any order.</summary>
    public void Offer(ulong tag, T item)
    {
        if (tag < next || !early.TryAdd(tag, item))
            throw new ArgumentException($"Tag {tag} must come once.", nameof(tag));
    }

    /// <summary>Takes what follows without a gap on what was taken before, in order.</summary>
    /// <param name="maxSize">The sum of sizes that ends the run; one item is taken whatever its size.</param>
    public List<T> Take(int maxCount, long maxSize, Func<T, long> sizeOf)
    {
        var run = new List<T>();
        var size = 0L;
        while (run.Count < maxCount && size < maxSize && early.Remove(next, out var item))
        {
            run.Add(item);
            size += sizeOf(item);
            next++;
        }

        return run;
    }
}
