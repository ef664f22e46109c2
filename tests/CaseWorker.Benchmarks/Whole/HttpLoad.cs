using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using CaseWorker.Benchmarks.Cases;

namespace CaseWorker.Benchmarks.Whole;

/// <summary>Callers that send one request after the other, several at a time, each over its own connection.</summary>
internal sealed class HttpLoad : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpMessageInvoker http;
    private readonly Uri address;
    private readonly string key;
    private readonly HttpStatusCode expected;
    private readonly List<byte[]> bodies;
    private readonly double[] latencies;
    private int next = -1;

    public HttpLoad(Uri gateway, string key, IReadOnlyList<BenchCase> cases, int perRequest)
    {
        this.key = key;
        address = new Uri(gateway, perRequest == 1 ? "/api/cases" : "/api/cases/batch");
        expected = perRequest == 1 ? HttpStatusCode.Accepted : HttpStatusCode.MultiStatus;
        bodies = perRequest == 1 ? [.. cases.Select(one => one.Body)] : [.. cases.Chunk(perRequest).Select(Join)];
        latencies = new double[bodies.Count];
        http = new HttpMessageInvoker(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false, ActivityHeadersPropagator = null });
    }

    /// <summary>Sends everything; returns how many milliseconds each answer took.</summary>
    /// <exception cref="InvalidOperationException">An answer was not the expected one.</exception>
    public async Task<double[]> SendAllAsync(int clients)
    {
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(SendSomeAsync)));
        return latencies;
    }

    public void Dispose() => http.Dispose();

    private static byte[] Join(BenchCase[] cases)
    {
        var body = new List<byte>(cases.Length * 700) { (byte)'[' };
        foreach (var one in cases)
        {
            body.AddRange(one.Body);
            body.Add((byte)',');
        }

        body[^1] = (byte)']';
        return [.. body];
    }

    private async Task SendSomeAsync()
    {
        while (Interlocked.Increment(ref next) is var place && place < bodies.Count)
        {
            var beganAt = Stopwatch.GetTimestamp();
            await SendAsync(bodies[place]);
            latencies[place] = Stopwatch.GetElapsedTime(beganAt).TotalMilliseconds;
        }
    }

    private async Task SendAsync(byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = Json;
        request.Headers.TryAddWithoutValidation("X-Api-Key", key);
        using var answer = await http.SendAsync(request, CancellationToken.None);
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode != expected)
            throw new InvalidOperationException($"The gateway must answer {expected}, answered {answer.StatusCode}: {text}");
    }
}
