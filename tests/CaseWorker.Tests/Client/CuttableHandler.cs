using System.Net.Sockets;

namespace CaseWorker.Tests.Client;

/// <summary>Real connections that a test can cut, as a network does.</summary>
internal sealed class CuttableHandler : DelegatingHandler
{
    private readonly SemaphoreSlim opened = new(0);
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly List<Socket> sockets = [];

    public CuttableHandler() => InnerHandler = new SocketsHttpHandler { ConnectCallback = ConnectAsync };

    /// <summary>How many responses began.</summary>
    public int Opened { get; private set; }

    /// <summary>Returns once another response has begun.</summary>
    public async Task UntilOpenAsync()
    {
        if (!await opened.WaitAsync(TimeSpan.FromSeconds(20)))
            throw new TimeoutException("No stream was opened.");
    }

    /// <summary>No request leaves until what is returned is disposed.</summary>
    public IDisposable HoldBack()
    {
        gate.Wait();
        return new Hold(gate);
    }

    /// <summary>Every connection breaks off.</summary>
    public void Cut()
    {
        foreach (var socket in sockets.ToArray())
            socket.Close(0);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        gate.Release();
        var response = await base.SendAsync(request, cancellationToken);
        Opened++;
        opened.Release();
        return response;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        opened.Dispose();
        gate.Dispose();
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(context.DnsEndPoint, cancellation);
        sockets.Add(socket);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private sealed class Hold(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
