using System.Net;
using System.Net.Sockets;

namespace CaseWorker.IntegrationTests.Chaos.Proxy;

/// <summary>Stands between one process and the broker: cuts, delays, swallows, and counts what the process has open.</summary>
internal sealed class BrokerProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Lock gate = new();
    private readonly List<Link> links = [];
    private readonly int brokerPort;
    private readonly Task accepting;
    private (LinkMode Mode, TimeSpan Delay) weather = (LinkMode.Pass, TimeSpan.Zero);

    public BrokerProxy(int brokerPort)
    {
        this.brokerPort = brokerPort;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How many connections stand.</summary>
    public int Links
    {
        get
        {
            lock (gate)
                return links.Count;
        }
    }

    /// <summary>Deliveries that the process has and did not acknowledge.</summary>
    public int Unacknowledged => Sum(link => link.Tags.Unacknowledged);

    /// <summary>Publishes of the process that the broker did not confirm.</summary>
    public int Unconfirmed => Sum(link => link.Tags.Unconfirmed);

    /// <summary>Ends every connection that stands.</summary>
    public void Cut()
    {
        Link[] all;
        lock (gate)
            all = [.. links];

        foreach (var link in all)
            link.Cut();
    }

    public void Delay(TimeSpan delay) => Change(LinkMode.Delay, delay);

    public void Swallow() => Change(LinkMode.Swallow, TimeSpan.Zero);

    /// <summary>Fair weather again; connections that lost bytes are ended.</summary>
    public void Pass()
    {
        var was = weather.Mode;
        Change(LinkMode.Pass, TimeSpan.Zero);
        if (was == LinkMode.Swallow)
            Cut();
    }

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        Cut();
        await accepting;
    }

    private void Change(LinkMode mode, TimeSpan delay)
    {
        lock (gate)
            weather = (mode, delay);
    }

    private (LinkMode Mode, TimeSpan Delay) Weather()
    {
        lock (gate)
            return weather;
    }

    private int Sum(Func<Link, int> count)
    {
        lock (gate)
            return links.Sum(count);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync();
                client.NoDelay = true;
                _ = RunAsync(new Link(client, Weather));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task RunAsync(Link link)
    {
        lock (gate)
            links.Add(link);

        await link.RunAsync(brokerPort);
        link.End();
        lock (gate)
            links.Remove(link);
    }
}
