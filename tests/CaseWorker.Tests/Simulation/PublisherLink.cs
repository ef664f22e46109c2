namespace CaseWorker.Tests.Simulation;

/// <summary>A channel that publishes with confirms. What was written and not yet read by the broker may still be read after the client gave up.</summary>
internal sealed class PublisherLink
{
    public Queue<(ulong Tag, string Queue, BrokerMessage Message)> Leaving { get; } = new();

    /// <summary>The broker's answers on their way back; refused is basic.nack.</summary>
    public Queue<(ulong Tag, bool IsRefused)> Confirms { get; } = new();

    /// <summary>True once the client has given it up: nobody writes or listens any more.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>The broker's side.</summary>
    public bool IsOpen { get; set; } = true;
}
