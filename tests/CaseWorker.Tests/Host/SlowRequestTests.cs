using System.Net.Sockets;
using System.Text;
using Xunit;

namespace CaseWorker.Tests.Host;

/// <summary>Who sends a little now and then holds no connection for ever: the running program, met by a socket that trickles.</summary>
public sealed class SlowRequestTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_head_that_trickles_is_ended_however_steadily_it_comes()
    {
        await using var program = await StartAsync();
        var answer = await TrickleAsync(program, "GET /api/cases HTTP/1.1\r\nHost: a\r\nX-Slow: ", "");
        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST /api/cases", "application/problem+json")]
    [InlineData("POST /api/v1/cases", "X-FuseDesk-Error-Code: api_error_other")]
    [InlineData("PUT /v1/actionmanagement/hubs/1/cases/7", "application/problem+json")]
    [InlineData("POST /helpcenter/case/case-7", "\"error\":\"bad_request\"")]
    public async Task A_body_that_trickles_is_ended_with_408_in_the_words_of_the_route(string route, string words)
    {
        await using var program = await StartAsync();
        var answer = await TrickleAsync(
            program, $"{route} HTTP/1.1\r\nHost: a\r\nX-Api-Key: {WholeProgram.Operator}\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n", "{");
        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains(words, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Others_are_served_while_many_trickle()
    {
        await using var program = await StartAsync();
        var slow = Enumerable.Range(0, 50).Select(_ => TrickleAsync(program, "POST /api/cases HTTP/1.1\r\nHost: a\r\nX-Slow: ", "")).ToList();
        using var client = program.ClientWith(WholeProgram.Operator);
        Assert.True((await client.GetAsync("/api/cases")).IsSuccessStatusCode);
        Assert.All(await Task.WhenAll(slow), answer => Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal));
    }

    private static Task<WholeProgram> StartAsync() => WholeProgram.StartAsync(
        """{ "hubs": [ { "id": 1, "name": "Main", "roles": [ { "id": 1, "name": "Manager" } ] } ] }""",
        settings: ["--Requests:HeadWithin=00:00:02", "--Requests:BodyWithin=00:00:02", "--Requests:BodyBytesPerSecond=1000"]);

    // Sends the beginning, then a byte now and then, until the other side has answered and closed.
    private static async Task<string> TrickleAsync(WholeProgram program, string begin, string body)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var socket = new TcpClient();
        await socket.ConnectAsync(program.Address.Host, program.Address.Port, limit.Token);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(begin + body), limit.Token);
        var (answer, buffer) = (new StringBuilder(), new byte[4096]);
        var reading = stream.ReadAsync(buffer, limit.Token).AsTask();
        try
        {
            while (true)
            {
                if (await Task.WhenAny(reading, Task.Delay(Pause, limit.Token)) != reading)
                {
                    await stream.WriteAsync("x"u8.ToArray(), limit.Token);
                    continue;
                }

                if (await reading is not (> 0 and var count))
                    return answer.ToString();

                answer.Append(Encoding.UTF8.GetString(buffer, 0, count));
                reading = stream.ReadAsync(buffer, limit.Token).AsTask();
            }
        }
        catch (IOException)
        {
            // Closed while a byte was on its way; what was answered before has been read.
            return answer.ToString();
        }
    }
}
