using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CaseWorker.Host.Serving;

/// <summary>How large requests may be, and how slow. What a route reads less of it refuses by itself, in its own words.</summary>
internal static class RequestLimits
{
    /// <summary>The largest body of most routes: a batch, a catalogue. Routes that take more say so.</summary>
    private const long MaxBody = 8 << 20;

    /// <summary>How long the head of a request may take.</summary>
    private static readonly TimeSpan HeadWithin = TimeSpan.FromSeconds(15);

    /// <summary>
    /// A body may take half a minute, however slow its sender is; one that takes longer must have come with at least 16 KiB a second all
    /// the while. So the largest is there in nine minutes, or refused with 408.
    /// </summary>
    private static readonly MinDataRate BodyRate = new(bytesPerSecond: 16 * 1024, gracePeriod: TimeSpan.FromSeconds(30));

    public static void Apply(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxBody;
        kestrel.Limits.RequestHeadersTimeout = HeadWithin;
        kestrel.Limits.MinRequestBodyDataRate = BodyRate;
    }
}
