using System.ComponentModel.DataAnnotations;

namespace CaseWorker.Gateway.Events;

/// <summary>How many listeners one gateway bears. Section "Events".</summary>
public sealed class EventStreamOptions
{
    /// <summary>The section's name in the configuration.</summary>
    public const string Section = "Events";

    /// <summary>How many streams of events one gateway keeps open. Default 500; 1 to 10000.</summary>
    [Range(1, 10_000)]
    public int MaxStreams { get; set; } = 500;

    /// <summary>How many of them one hub may have. Default 100; 1 to 10000.</summary>
    [Range(1, 10_000)]
    public int MaxStreamsPerHub { get; set; } = 100;
}
