using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CaseWorker.IntegrationTests.Storage;

/// <summary>Stands between the driver and the server, and hands on what the server says in pieces, as a network does.</summary>
internal sealed class NetworkCutter : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly string host;
    private readonly int port;
    private readonly int pieces;
    private readonly Task accepting;

    /// <param name="server">"host,port", as in a connection string.</param>
    /// <param name="pieces">How many bytes a piece has.</param>
    public NetworkCutter(string server, int pieces)
    {
        var parts = server.Replace("tcp:", "", StringComparison.OrdinalIgnoreCase).Split(',');
        (host, port) = (parts[0], parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1433);
        this.pieces = pieces;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Where to connect instead.</summary>
    public string DataSource => $"127.0.0.1,{((IPEndPoint)listener.LocalEndpoint).Port}";

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        await accepting;
    }

    private async Task AcceptAsync()
    {
        var links = new List<Task>();
        try
        {
            while (true)
                links.Add(RunAsync(await listener.AcceptTcpClientAsync()));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }

        await Task.WhenAll(links);
    }

    private async Task RunAsync(TcpClient driver)
    {
        using var near = driver;
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        await far.ConnectAsync(host, port);
        await Task.WhenAny(CopyAsync(near, far, 65536), CopyAsync(far, near, pieces));
    }

    private static async Task CopyAsync(TcpClient from, TcpClient to, int atMost)
    {
        var buffer = new byte[atMost];
        try
        {
            while (await from.GetStream().ReadAsync(buffer) is > 0 and var count)
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One of them has gone.
        }
    }
}
