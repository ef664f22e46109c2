using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CaseWorker.IntegrationTests.Processes;

namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>A caller on a bad line: HTTP by hand over one connection, a few bytes at a time.</summary>
internal sealed partial class SlowCaller : IDisposable
{
    private const int FewBytes = 10;
    private const int ReadAtOnce = 4096;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ReadPace = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly TcpClient connection = new() { NoDelay = true, ReceiveBufferSize = ReadAtOnce };
    private readonly string authorization;
    private readonly string host;

    private SlowCaller(CaseWorkerProcess gateway)
    {
        authorization = gateway.Http.DefaultRequestHeaders.Authorization!.ToString();
        host = gateway.Http.BaseAddress!.Authority;
    }

    public static async Task<SlowCaller> ConnectAsync(CaseWorkerProcess gateway)
    {
        var caller = new SlowCaller(gateway);
        await caller.connection.ConnectAsync(gateway.Http.BaseAddress!.Host, gateway.Http.BaseAddress.Port);
        return caller;
    }

    /// <summary>Sends a case a few bytes at a time, faster than a server may call too slow.</summary>
    /// <returns>Accepted; or unanswered, when the gateway said 503 and when to come again.</returns>
    public async Task<Sent> PostSlowlyAsync(Sent sent)
    {
        var request = Post(sent);
        using var timer = new PeriodicTimer(Pace);
        for (var at = 0; at < request.Length; at += FewBytes)
        {
            await connection.GetStream().WriteAsync(request.AsMemory(at, Math.Min(FewBytes, request.Length - at)));
            await timer.WaitForNextTickAsync();
        }

        var answer = await ReadAllAsync(null);
        return StatusOf(answer) switch
        {
            202 => sent with { CaseId = int.Parse(CaseId().Match(answer).Groups[1].Value, CultureInfo.InvariantCulture) },
            503 when answer.Contains("Retry-After:", StringComparison.OrdinalIgnoreCase) => sent with { IsAccepted = false },
            _ => throw new InvalidOperationException($"{sent.Mark} must be answered 202 or 503 with Retry-After, was {answer}"),
        };
    }

    /// <summary>Sends half a case and waits for what the gateway does about it.</summary>
    /// <returns>The status; null: it closed the connection without a word.</returns>
    public async Task<int?> PostHalfAsync(Sent sent)
    {
        var request = Post(sent);
        await connection.GetStream().WriteAsync(request.AsMemory(0, request.Length - 10));
        var answer = await ReadAllAsync(null);
        return answer.Length == 0 ? null : StatusOf(answer);
    }

    /// <summary>Asks for a list and takes it a little at a time.</summary>
    /// <returns>How many items it had.</returns>
    public async Task<int> GetSlowlyAsync(string path)
    {
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.0\r\nHost: {host}\r\nAuthorization: {authorization}\r\n\r\n"));
        var answer = await ReadAllAsync(ReadPace);
        return StatusOf(answer) == 200
            ? JsonDocument.Parse(answer[answer.IndexOf("\r\n\r\n", StringComparison.Ordinal)..]).RootElement.GetProperty("items").GetArrayLength()
            : throw new InvalidOperationException($"{path} must be answered 200, was {answer}");
    }

    public void Dispose() => connection.Dispose();

    private static int StatusOf(string answer) => int.Parse(Status().Match(answer).Groups[1].Value, CultureInfo.InvariantCulture);

    // HTTP/1.0, so that the answer ends with the connection and nothing is chunked.
    private byte[] Post(Sent sent)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { sent.ServiceId, ExtRef = sent.Mark, Subject = "From a bad line" });
        var head = $"POST /api/cases HTTP/1.0\r\nHost: {host}\r\nAuthorization: {authorization}\r\nContent-Type: application/json\r\n"
            + $"Idempotency-Key: {sent.Mark}\r\nContent-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    private async Task<string> ReadAllAsync(TimeSpan? pace)
    {
        var text = new StringBuilder();
        var buffer = new byte[ReadAtOnce];
        using var limit = new CancellationTokenSource(Limit);
        using var timer = pace is null ? null : new PeriodicTimer(pace.Value);
        try
        {
            while (await connection.GetStream().ReadAsync(buffer, limit.Token) is var count and > 0)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, count));
                if (timer is not null)
                    await timer.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (IOException)
        {
            // Reset: what was read until then is the answer.
        }

        return text.ToString();
    }

    [GeneratedRegex(@"^HTTP/1\.\d (\d{3})")]
    private static partial Regex Status();

    [GeneratedRegex("""
        "CaseId":\s*(\d+)
        """)]
    private static partial Regex CaseId();
}
