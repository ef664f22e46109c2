using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace CaseWorker.Benchmarks.Search;

/// <summary>One client that sends one request after the other over one connection, and reads every answer to its end.</summary>
internal sealed class SearchCaller(Uri address) : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly byte[] buffer = new byte[1 << 16];
    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false, ActivityHeadersPropagator = null });

    /// <summary>The program in one process, on the database in the folder.</summary>
    public static string[] SettingsFor(string directory) => [$"--Data:Directory={directory}", "--Logging:LogLevel:Default=Warning", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information"];

    /// <summary>Sends it and returns how many milliseconds the whole answer took.</summary>
    /// <exception cref="InvalidOperationException">The answer is not 200.</exception>
    public async Task<(double Ms, long Bytes)> CallAsync(SearchRequest call)
    {
        using var request = new HttpRequestMessage(call.Body is null ? HttpMethod.Get : HttpMethod.Post, new Uri(address, call.Path));
        if (call.Body is { } body)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = Json;
        }

        request.Headers.TryAddWithoutValidation("X-Api-Key", SearchCatalog.Key(call.HubId));
        var beganAt = Stopwatch.GetTimestamp();
        using var answer = await http.SendAsync(request, CancellationToken.None);
        await using var stream = await answer.Content.ReadAsStreamAsync();
        var bytes = 0L;
        while (await stream.ReadAsync(buffer) is var count and > 0)
            bytes += count;

        var took = Stopwatch.GetElapsedTime(beganAt).TotalMilliseconds;
        return (int)answer.StatusCode == 200 ? (took, bytes) : throw new InvalidOperationException($"{call.Path} {call.Body} must be answered by 200, was by {(int)answer.StatusCode}: {Encoding.UTF8.GetString(buffer.AsSpan(0, (int)Math.Min(bytes, 500)))}");
    }

    public void Dispose() => http.Dispose();
}
