using System.ComponentModel.DataAnnotations;

namespace CaseWorker.Host.Settings;

/// <summary>How a process leaves. Section "Shutdown".</summary>
internal sealed class ShutdownOptions
{
    public const string Section = "Shutdown";

    /// <summary>How long to answer requests with a red /health/ready, so that a load balancer looks away first. Default 0 s; up to 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan NotReadyFor { get; set; } = TimeSpan.Zero;

    /// <summary>How long requests and batches in hand may take to end after that. Default 15 s; 1 s to 18 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:18")]
    public TimeSpan FinishWithin { get; set; } = TimeSpan.FromSeconds(15);
}
