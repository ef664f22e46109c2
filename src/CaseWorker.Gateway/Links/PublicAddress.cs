using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CaseWorker.Gateway.Links;

/// <summary>How callers reach the gateway, for absolute links (spec 9).</summary>
public sealed class PublicAddressOptions
{
    /// <summary>An absolute http or https address, with or without a path. Empty: the Host header of the request, which was checked against AllowedHosts.</summary>
    public string PublicUrl { get; set; } = "";
}

/// <summary>Where links begin.</summary>
internal sealed class PublicAddress(IOptions<PublicAddressOptions> options)
{
    private readonly string publicUrl = options.Value.PublicUrl.TrimEnd('/');

    /// <summary>Scheme, host and perhaps a path, without a slash at the end.</summary>
    public string Of(HttpRequest request) => publicUrl.Length > 0 ? publicUrl : $"{request.Scheme}://{HostOf(request)}{request.PathBase}";

    // HTTP/1.0 can come without a Host.
    private static string HostOf(HttpRequest request)
    {
        if (request.Host.HasValue)
            return request.Host.Value;

        var connection = request.HttpContext.Connection;
        return connection.LocalIpAddress is { } address ? new System.Net.IPEndPoint(address, connection.LocalPort).ToString() : "localhost";
    }
}
