using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using CaseWorker.IntegrationTests.Processes;

namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>
/// Connections to whichever gateway there is, as behind a balancer; now and then the gateway is killed when it has accepted a case, and
/// its answer does not arrive.
/// </summary>
internal sealed class ShootingHandler : DelegatingHandler
{
    private readonly Channel<int> shots = Channel.CreateUnbounded<int>();
    private readonly int[] shotAt;
    private Func<Task> kill = null!;
    private int port;
    private int answers;

    /// <param name="shotAt">At which answers, counted from 1.</param>
    public ShootingHandler(CaseWorkerProcess first, params int[] shotAt)
    {
        this.shotAt = shotAt;
        InnerHandler = new SocketsHttpHandler { ConnectCallback = ConnectAsync };
        Use(first);
    }

    /// <summary>Returns once another gateway was killed.</summary>
    public async Task UntilShotAsync() => await shots.Reader.ReadAsync().AsTask().WaitAsync(Installation.Limit);

    /// <summary>From now on connections lead there.</summary>
    public void Use(CaseWorkerProcess next)
    {
        Volatile.Write(ref kill, next.KillAsync);
        Volatile.Write(ref port, next.Http.BaseAddress!.Port);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var answer = response.StatusCode == HttpStatusCode.Accepted ? Interlocked.Increment(ref answers) : 0;
        if (!shotAt.Contains(answer))
            return response;

        response.Dispose();
        await Volatile.Read(ref kill)();
        shots.Writer.TryWrite(answer);
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "The gateway died before its answer arrived.");
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Volatile.Read(ref port), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
