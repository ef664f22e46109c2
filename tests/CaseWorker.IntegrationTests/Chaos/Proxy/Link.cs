using System.Net.Sockets;

namespace CaseWorker.IntegrationTests.Chaos.Proxy;

/// <summary>One connection through a proxy.</summary>
internal sealed class Link(Socket client, Func<(LinkMode Mode, TimeSpan Delay)> weather)
{
    private readonly CancellationTokenSource ended = new();
    private Socket? server;

    public OpenTags Tags { get; } = new();

    /// <summary>True once bytes were lost on it, so that it can't be of use any more.</summary>
    public bool IsSpoilt { get; private set; }

    /// <summary>Hands bytes on in both directions until one side ends, or it is cut.</summary>
    public async Task RunAsync(int port)
    {
        try
        {
            // Whoever connects in silence meets silence.
            if (weather().Mode == LinkMode.Swallow)
            {
                await PumpAsync(client, null, null);
                return;
            }

            server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await server.ConnectAsync("127.0.0.1", port, ended.Token);
            await Task.WhenAny(
                PumpAsync(client, server, new AmqpFrames(8, Tags.FromClient)),
                PumpAsync(server, client, new AmqpFrames(0, Tags.FromBroker)));
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Gone, or never there.
        }
    }

    /// <summary>Ends it on both sides without a farewell; what is under way is lost.</summary>
    public void Cut()
    {
        Reset(client);
        if (server is not null)
            Reset(server);

        End();
    }

    /// <summary>Ends it on both sides when one of them has.</summary>
    public void End()
    {
        ended.Cancel();
        client.Dispose();
        server?.Dispose();
    }

    private async Task PumpAsync(Socket from, Socket? to, AmqpFrames? frames)
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            int read;
            try
            {
                read = await from.ReceiveAsync(buffer, ended.Token);
                if (read == 0)
                    return;

                var (mode, delay) = weather();
                if (mode == LinkMode.Delay)
                    await Task.Delay(delay, ended.Token);

                if (mode == LinkMode.Swallow || IsSpoilt || to is null)
                {
                    IsSpoilt = true;
                    continue;
                }

                frames!.Read(buffer.AsSpan(0, read));
                for (var sent = 0; sent < read;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), ended.Token);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Closed already.
        }
    }
}
