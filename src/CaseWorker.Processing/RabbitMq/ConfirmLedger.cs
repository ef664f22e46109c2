using CaseWorker.Processing.Intake;

namespace CaseWorker.Processing.RabbitMq;

/// <summary>What was written on one channel and is not confirmed yet. Tags count from 1 in the order of writing.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ConfirmLedger
{
    private readonly Lock gate = new();
    private readonly Dictionary<ulong, PendingSend> outstanding = [];
    private ulong firstTag = 1;
    private ulong lastTag;
    private bool closed;

    public int Count
    {
        get
        {
            lock (gate)
                return outstanding.Count;
        }
    }

    /// <summary>Enters a message that is about to be written. False: the channel is given up, write nothing.</summary>
    public bool TryAdd(PendingSend pending)
    {
        lock (gate)
        {
            if (closed)
                return false;

            outstanding.Add(++lastTag, pending);
            return true;
        }
    }

    /// <summary>The broker answered for one tag, or for all up to it.</summary>
    public void Settle(ulong tag, bool multiple, SendOutcome outcome)
    {
        foreach (var pending in Take(tag, multiple))
            pending.Finish(pending.IsReturned ? SendOutcome.NotSent : outcome);
    }

    /// <summary>The broker gave a message back; its confirm follows. Returns carry no tag, so the message is told by what it says.</summary>
    public bool Return(string? messageKey, long n, string routingKey)
    {
        lock (gate)
        {
            foreach (var pending in outstanding.Values)
            {
                if (pending.IsReturned || pending.N != n || pending.MessageKey != messageKey || pending.RoutingKey != routingKey)
                    continue;

                pending.IsReturned = true;
                return true;
            }
        }

        return false;
    }

    /// <summary>Gives the channel up: the fate of all that is outstanding is unknown, and nothing can be added.</summary>
    public void Close()
    {
        List<PendingSend> lost;
        lock (gate)
        {
            closed = true;
            lost = [.. outstanding.Values];
            outstanding.Clear();
        }

        foreach (var pending in lost)
            pending.Finish(SendOutcome.Unknown);
    }

    private List<PendingSend> Take(ulong tag, bool multiple)
    {
        lock (gate)
        {
            if (!multiple)
                return outstanding.Remove(tag, out var one) ? [one] : [];

            var settled = new List<PendingSend>();
            for (; firstTag <= Math.Min(tag, lastTag); firstTag++)
            {
                if (outstanding.Remove(firstTag, out var pending))
                    settled.Add(pending);
            }

            return settled;
        }
    }
}
