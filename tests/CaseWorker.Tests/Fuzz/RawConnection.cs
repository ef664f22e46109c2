using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CaseWorker.Tests.Fuzz;

/// <summary>A connection on which anything can be sent, and on which answers are read strictly: one that is not what it says breaks the next.</summary>
internal sealed class RawConnection(IPEndPoint place) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StreamTime = TimeSpan.FromMilliseconds(40);

    private readonly byte[] buffer = new byte[16 * 1024];
    private Socket? socket;
    private int start;
    private int end;

    /// <summary>Sends and reads. Null: the connection was closed without an answer.</summary>
    /// <exception cref="TimeoutException">There was no whole answer in time.</exception>
    /// <exception cref="UnreadableAnswerException">What came is no HTTP.</exception>
    public async Task<RawAnswer?> AskAsync(RawRequest request)
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var isReused = socket is not null;
            var answer = await AskOnceAsync(request, limit.Token);

            // A connection that was kept can have been closed meanwhile, which says nothing about this request.
            if (answer is null && isReused)
                answer = await AskOnceAsync(request, limit.Token);

            if (answer is null || answer.IsLast || answer.IsStream || request.IsNoHttp || request.IsCutOff)
                Close();

            return answer;
        }
        catch (OperationCanceledException)
        {
            Close();
            throw new TimeoutException($"No whole answer came within {Limit}.");
        }
        catch
        {
            Close();
            throw;
        }
    }

    public void Dispose() => socket?.Dispose();

    private async Task<RawAnswer?> AskOnceAsync(RawRequest request, CancellationToken cancellation)
    {
        if (socket is null)
        {
            socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(place, cancellation);
            (start, end) = (0, 0);
        }

        // The answer may come before everything was sent.
        var sending = SendAsync(socket, request, cancellation);
        try
        {
            return await ReadAnswerAsync(request.Method == "HEAD", cancellation);
        }
        catch (Exception exception) when (exception is SocketException or EndOfStreamException)
        {
            Close();
            return null;
        }
        finally
        {
            await sending;
        }
    }

    private static async Task SendAsync(Socket socket, RawRequest request, CancellationToken cancellation)
    {
        try
        {
            ReadOnlyMemory<byte> rest = request.ToBytes();
            while (rest.Length > 0)
                rest = rest[await socket.SendAsync(rest, cancellation)..];

            if (request.IsCutOff)
                socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Whoever refuses early need not read to the end.
        }
    }

    private async Task<RawAnswer> ReadAnswerAsync(bool isHead, CancellationToken cancellation)
    {
        while (true)
        {
            var status = await ReadLineAsync(cancellation);
            if (!status.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) || !int.TryParse(status.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
                throw new UnreadableAnswerException($"An answer begins with '{status}'.");

            var headers = new List<(string Name, string Value)>();
            while (await ReadLineAsync(cancellation) is { Length: > 0 } line)
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                headers.Add(colon > 0 ? (line[..colon], line[(colon + 1)..].Trim()) : throw new UnreadableAnswerException($"A header is '{line}'."));
            }

            // 100 Continue comes before the answer itself.
            if (code >= 200)
                return await ReadBodyAsync(new RawAnswer(code, headers, [], IsStream: false), isHead, cancellation);
        }
    }

    private async Task<RawAnswer> ReadBodyAsync(RawAnswer answer, bool isHead, CancellationToken cancellation)
    {
        if (isHead || answer.Status is 204 or 304)
            return answer;
        if (answer.Header("Content-Type")?.StartsWith("text/event-stream", StringComparison.Ordinal) is true)
            return answer with { Body = await ReadBeginningAsync(cancellation), IsStream = true };
        if (answer.Header("Transfer-Encoding") == "chunked")
            return answer with { Body = await ReadChunksAsync(cancellation) };
        if (!int.TryParse(answer.Header("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            throw new UnreadableAnswerException("An answer does not say how long it is.");

        return answer with { Body = await ReadExactlyAsync(length, cancellation) };
    }

    private async Task<byte[]> ReadBeginningAsync(CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        enough.CancelAfter(StreamTime);
        using var read = new MemoryStream();
        try
        {
            while (read.Length < 64 * 1024)
            {
                if (start == end)
                    await FillAsync(enough.Token);

                read.Write(buffer, start, end - start);
                start = end;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or EndOfStreamException)
        {
            // That is how long it was listened to.
        }

        return read.ToArray();
    }

    private async Task<byte[]> ReadChunksAsync(CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        while (true)
        {
            var line = await ReadLineAsync(cancellation);
            if (!int.TryParse(line, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length))
                throw new UnreadableAnswerException($"A chunk begins with '{line}'.");

            body.Write(await ReadExactlyAsync(length, cancellation));
            if ((await ReadLineAsync(cancellation)).Length > 0)
                throw new UnreadableAnswerException("A chunk is longer than it says.");
            if (length == 0)
                return body.ToArray();
        }
    }

    private async Task<byte[]> ReadExactlyAsync(int length, CancellationToken cancellation)
    {
        var body = new byte[length];
        for (var read = 0; read < length;)
        {
            if (start == end)
                await FillAsync(cancellation);

            var take = Math.Min(length - read, end - start);
            Array.Copy(buffer, start, body, read, take);
            (read, start) = (read + take, start + take);
        }

        return body;
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (start == end)
                await FillAsync(cancellation);

            var c = (char)buffer[start++];
            if (c == '\n')
                return line.Length > 0 && line[^1] == '\r' ? line.ToString(0, line.Length - 1) : throw new UnreadableAnswerException($"A line ends without CR: '{line}'.");

            line.Append(c);
        }
    }

    private async Task FillAsync(CancellationToken cancellation)
    {
        var count = await socket!.ReceiveAsync(buffer, cancellation);
        (start, end) = count > 0 ? (0, count) : throw new EndOfStreamException();
    }

    private void Close()
    {
        socket?.Close(0);
        socket?.Dispose();
        socket = null;
    }
}
