using CaseWorker.Processing.Intake;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Processing.Embedded;

/// <summary>Commits rows of the intake table in the order in which they were handed in: all that wait go together, the next only after them.</summary>
/// <remarks>A server numbers rows before they are committed, so two transactions at a time could overtake each other.</remarks>
internal sealed class IntakeQueueWriter(Database database)
{
    private const int MaxRows = 500;
    private const int MaxBytes = 8 * 1024 * 1024;

    private readonly Queue<Waiting> waiting = new();
    private bool isWriting;

    /// <summary>Completes after the commit. Cancelled: its turn had not come when its time was up, or its run had failed; it is not written.</summary>
    /// <param name="run">Null: it stands alone.</param>
    public Task WriteAsync(QueuedRow row, int serviceId, SendRun? run, CancellationToken cancellation)
    {
        var one = new Waiting(row, serviceId, run, cancellation);
        lock (waiting)
        {
            waiting.Enqueue(one);
            if (!isWriting)
            {
                isWriting = true;
                _ = WriteAllAsync();
            }
        }

        return one.Done.Task;
    }

    private async Task WriteAllAsync()
    {
        // The caller holds its lock and is not to wait for a database.
        await Task.Yield();
        while (TakeGroup() is { Count: > 0 } group)
            await WriteAsync(group);
    }

    private List<Waiting> TakeGroup()
    {
        lock (waiting)
        {
            var group = new List<Waiting>();
            var bytes = 0L;
            while (group.Count < MaxRows && bytes < MaxBytes && waiting.TryDequeue(out var next))
            {
                if (next.IsGivenUp())
                    continue;

                group.Add(next);
                bytes += next.Row.Message.Body.Length;
            }

            isWriting = group.Count > 0;
            return group;
        }
    }

    private async Task WriteAsync(List<Waiting> group)
    {
        try
        {
            QueuedRow[] rows = [.. group.Select(one => one.Row)];
            await database.WriteAsync(
                async session =>
                {
                    await IntakeQueueStore.AddAsync(session, rows);
                    return true;
                },
                CancellationToken.None,
                rows.Length);
        }
        catch (Exception exception)
        {
            if (group.Count == 1 || database.IsTransient(exception))
            {
                foreach (var one in group)
                    one.Fail(exception);

                return;
            }

            // One bad row takes no other down but those of its run.
            foreach (var one in group.Where(one => !one.IsGivenUp()))
                await WriteAsync([one]);

            return;
        }

        foreach (var one in group)
            one.Done.TrySetResult();
    }

    private sealed class Waiting(QueuedRow row, int serviceId, SendRun? run, CancellationToken cancellation)
    {
        public QueuedRow Row { get; } = row;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        // Seen in the order of the queue, so what stands behind it in its run is given up with it.
        public bool IsGivenUp()
        {
            if (!cancellation.IsCancellationRequested && run?.HasFailed(serviceId) != true)
                return false;

            run?.Fail(serviceId);
            return Done.TrySetCanceled(CancellationToken.None);
        }

        public void Fail(Exception exception)
        {
            run?.Fail(serviceId);
            Done.TrySetException(exception);
        }
    }
}
