using System.Net;
using System.Net.Sockets;

namespace CaseWorker.Benchmarks.Webhooks;

/// <summary>Takes connections and never says a word: the dearest kind of dead receiver.</summary>
internal sealed class BlackHole : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> taken = [];

    public BlackHole()
    {
        listener.Start();
        _ = TakeAsync();
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/hook");

    public void Dispose()
    {
        listener.Dispose();
        lock (taken)
            taken.ForEach(client => client.Dispose());
    }

    private async Task TakeAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                lock (taken)
                    taken.Add(client);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The measurement is over.
        }
    }
}
