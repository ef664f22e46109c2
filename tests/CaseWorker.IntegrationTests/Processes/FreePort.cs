using System.Net;
using System.Net.Sockets;

namespace CaseWorker.IntegrationTests.Processes;

/// <summary>Finds a port of this machine for somebody who starts a little later, and again after each crash.</summary>
internal static class FreePort
{
    // Below those that systems give to whoever asks for any (32768 on Linux, 49152 elsewhere): no connection of anybody gets it meanwhile by chance.
    private const int First = 20_000;
    private const int Last = 32_000;

    /// <exception cref="InvalidOperationException">None was found in many tries.</exception>
    public static int Find()
    {
        for (var tries = 0; tries < 200; tries++)
        {
            var port = Random.Shared.Next(First, Last);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }

        throw new InvalidOperationException($"A port between {First} and {Last} must be free, none was found.");
    }
}
