using System.ComponentModel.DataAnnotations;

namespace CaseWorker.Host.Settings;

/// <summary>How slow requests may be. Section "Requests".</summary>
internal sealed class RequestsOptions
{
    public const string Section = "Requests";

    /// <summary>How long the head of a request may take; then the connection is answered 408 and closed. Default 15 s; 1 s to 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan HeadWithin { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long a body may take, however slow its sender is. One that takes longer must have come with <see cref="BodyBytesPerSecond"/> all
    /// the while, else it is answered 408. Default 30 s; 2 s to 5 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:05:00")]
    public TimeSpan BodyWithin { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The least speed of a body that takes longer. Default 16384, so that the largest is there in nine minutes; 1 to 1048576.</summary>
    [Range(1, 1 << 20)]
    public int BodyBytesPerSecond { get; set; } = 16 * 1024;
}
