using CaseWorker.Processing.Intake;
using CaseWorker.Storage.Intake;

namespace CaseWorker.IntegrationTests.RabbitMq;

/// <summary>Stands where the intake handler stands, and remembers what came, in order, and who had it.</summary>
internal sealed class StoredRecord
{
    private readonly Lock gate = new();
    private readonly List<(string Worker, IntakeMessage Message)> stored = [];
    private readonly HashSet<string> keys = [];
    private readonly List<(IntakeMessage Message, string Reason)> parked = [];
    private int inside;

    /// <summary>What happens to a batch before it is stored; nothing at first.</summary>
    public Func<string, LaneBatch, CancellationToken, Task<BatchOutcome>> Before { get; set; } = (_, _, _) => Task.FromResult(BatchOutcome.Stored);

    /// <summary>True when two batches of a partition were ever in hand at once.</summary>
    public bool Overlapped { get; private set; }

    /// <summary>Every message once, in the order of storing.</summary>
    public IReadOnlyList<(string Worker, IntakeMessage Message)> Stored
    {
        get
        {
            lock (gate)
                return [.. stored];
        }
    }

    public IReadOnlyList<(IntakeMessage Message, string Reason)> Parked
    {
        get
        {
            lock (gate)
                return [.. parked];
        }
    }

    public IEnumerable<string> Keys => Stored.Select(each => each.Message.MessageKey);

    public async Task<BatchOutcome> StoreAsync(string worker, LaneBatch batch, CancellationToken cancellation)
    {
        Overlapped |= Interlocked.Increment(ref inside) > 1;
        try
        {
            if (await Before(worker, batch, cancellation) is var outcome and not BatchOutcome.Stored)
                return outcome;

            lock (gate)
                stored.AddRange(batch.Messages.Where(message => keys.Add(message.MessageKey)).Select(message => (worker, message)));

            return BatchOutcome.Stored;
        }
        finally
        {
            Interlocked.Decrement(ref inside);
        }
    }

    public Task<bool> ParkAsync(
        IntakeMessage message, int? partitionId, int? serviceId, string reason, string? detail, string? headersJson, long? epoch, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (!parked.Any(each => each.Message.MessageKey == message.MessageKey))
                parked.Add((message, reason));
        }

        return Task.FromResult(true);
    }

    public Task UntilStoredAsync(int count) => BrokerRig.UntilAsync(() => Stored.Count >= count, $"{count} messages stored");

    public Task UntilParkedAsync(int count) => BrokerRig.UntilAsync(() => Parked.Count >= count, $"{count} messages parked");
}
