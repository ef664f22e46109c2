using CaseWorker.Gateway.Errors;
using CaseWorker.Host.Settings;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace CaseWorker.Host.Serving;

/// <summary>How large requests may be, and how slow. What a route reads less of it refuses by itself, in its own words.</summary>
internal sealed class RequestLimits(IOptions<RequestsOptions> requests) : IConfigureOptions<KestrelServerOptions>
{
    /// <summary>The largest body of most routes: a batch, a catalogue. Routes that take more say so.</summary>
    private const long MaxBody = 8 << 20;

    public void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = MaxBody;

        // Far more than is taken: what the web server refuses by itself has no body that a client could read.
        options.Limits.MaxRequestLineSize = ErrorsRegistration.MaxRequestLine;
        options.Limits.RequestHeadersTimeout = requests.Value.HeadWithin;
        options.Limits.MinRequestBodyDataRate = new MinDataRate(requests.Value.BodyBytesPerSecond, requests.Value.BodyWithin);
    }
}
