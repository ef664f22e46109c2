using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CaseWorker.Storage.Webhooks;
using Microsoft.Extensions.Options;

namespace CaseWorker.Processing.Webhooks;

/// <summary>Sends a delivery once. Thread-safe.</summary>
/// <remarks>
/// The address is checked when it is connected to, after its name was resolved, so that no name can lead elsewhere in between.
/// Neither redirects nor proxies nor cookies are followed or kept, and of an answer nothing but the status counts.
/// </remarks>
public sealed class WebhookSender : IDisposable
{
    /// <summary>How long a receiver may take, from connecting to its status.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    private const int MaxError = 500;

    private readonly bool allowPrivate;
    private readonly TimeProvider clock;
    private readonly SocketsHttpHandler handler;
    private readonly HttpClient client;

    public WebhookSender(IOptions<WebhookOptions> options, TimeProvider clock)
    {
        allowPrivate = options.Value.AllowPrivateNetworks;
        this.clock = clock;
        handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectCallback = ConnectAsync,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 16 * 1024,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };

        // The time limit is kept with our clock.
        client = new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("CaseWorker");
    }

    /// <summary>Sends it and waits for the status. Throws nothing: what went wrong is in the answer.</summary>
    /// <returns>The status, null where there was none; and why there was none.</returns>
    internal async Task<(int? Status, string? Error)> SendAsync(Webhook webhook, ClaimedDelivery delivery, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(AnswerWithin, clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var request = RequestOf(webhook, delivery);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ending.Token);
            return ((int)response.StatusCode, null);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return (null, limit.IsCancellationRequested ? $"no answer within {AnswerWithin.TotalSeconds} s" : Shortened(exception.GetBaseException().Message));
        }
    }

    public void Dispose()
    {
        client.Dispose();
        handler.Dispose();
    }

    private HttpRequestMessage RequestOf(Webhook webhook, ClaimedDelivery delivery)
    {
        var body = Encoding.UTF8.GetBytes(delivery.Body);
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("CaseWorker-Event", delivery.EventName);
        request.Headers.Add("CaseWorker-Delivery", delivery.DeliveryId.ToString(CultureInfo.InvariantCulture));
        if (webhook.Secret is { } secret)
            request.Headers.Add("CaseWorker-Signature", WebhookSignature.Of(secret, clock.GetUtcNow(), body));

        return request;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
        IPAddress[] allowed = [.. addresses.Where(address => allowPrivate || AddressRule.IsPublic(address))];
        if (allowed.Length == 0)
            throw new InvalidOperationException("the address is not one of the public internet, and Webhooks:AllowPrivateNetworks is off");

        for (var place = 0; ; place++)
        {
            try
            {
                return await ConnectAsync(new IPEndPoint(allowed[place], context.DnsEndPoint.Port), cancellation);
            }
            catch (SocketException) when (place + 1 < allowed.Length)
            {
                // The name has other addresses.
            }
        }
    }

    private static async Task<NetworkStream> ConnectAsync(IPEndPoint place, CancellationToken cancellation)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(place, cancellation);
            var stream = new NetworkStream(socket, ownsSocket: true);
            socket = null;
            return stream;
        }
        finally
        {
            socket?.Dispose();
        }
    }

    private static string Shortened(string message) => message.Length <= MaxError ? message : message[..MaxError];
}
