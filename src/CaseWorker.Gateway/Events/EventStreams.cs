using Microsoft.Extensions.Options;

namespace CaseWorker.Gateway.Events;

/// <summary>Counts the open streams of this process. Thread-safe.</summary>
internal sealed class EventStreams(IOptions<EventStreamOptions> options)
{
    private readonly Lock gate = new();
    private readonly Dictionary<int, int> open = [];
    private int all;

    /// <summary>True while anybody listens.</summary>
    public bool Any => Volatile.Read(ref all) > 0;

    /// <summary>False: this process, or the hub, has as many as it may have.</summary>
    public bool TryEnter(int hubId)
    {
        lock (gate)
        {
            var ofHub = open.GetValueOrDefault(hubId);
            if (all >= options.Value.MaxStreams || ofHub >= options.Value.MaxStreamsPerHub)
                return false;

            open[hubId] = ofHub + 1;
            all++;
            return true;
        }
    }

    public void Leave(int hubId)
    {
        lock (gate)
        {
            open[hubId]--;
            all--;
        }
    }
}
