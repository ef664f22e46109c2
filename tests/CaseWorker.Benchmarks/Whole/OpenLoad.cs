using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using CaseWorker.Benchmarks.Cases;

namespace CaseWorker.Benchmarks.Whole;

/// <summary>Callers who come at a given rate, whether or not the ones before were answered; or, without a rate, one after the other.</summary>
internal sealed class OpenLoad : IDisposable
{
    private const int MaxConnections = 128;
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(10);

    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false, ActivityHeadersPropagator = null, MaxConnectionsPerServer = MaxConnections });
    private readonly Uri address;
    private readonly string key;
    private readonly ConcurrentQueue<double> latencies = new();
    private int number;
    private int accepted;
    private int refused;

    public OpenLoad(Uri gateway, string key)
    {
        address = new Uri(gateway, "/api/cases");
        this.key = key;
    }

    /// <summary>Answered 202 so far.</summary>
    public int Accepted => accepted;

    /// <summary>Answered otherwise so far.</summary>
    public int Refused => refused;

    /// <summary>How long answers took since the last call, in milliseconds.</summary>
    public List<double> TakeLatencies()
    {
        var taken = new List<double>();
        while (latencies.TryDequeue(out var latency))
            taken.Add(latency);

        return taken;
    }

    /// <summary>Sends at the rate until the time is over; returns when the last is answered.</summary>
    /// <param name="rate">Requests a second.</param>
    public async Task SendAsync(double rate, TimeSpan length)
    {
        var underWay = new List<Task>();
        var sent = 0L;
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Turn);
        while (watch.Elapsed < length && await timer.WaitForNextTickAsync())
        {
            for (; sent < watch.Elapsed.TotalSeconds * rate; sent++)
                underWay.Add(SendOneAsync());

            underWay.RemoveAll(one => one.IsCompleted);
        }

        await Task.WhenAll(underWay);
    }

    /// <summary>Each client sends its next when the one before is answered.</summary>
    public Task SendInTurnAsync(int clients, TimeSpan length)
    {
        var watch = Stopwatch.StartNew();
        return Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed < length)
                await SendOneAsync();
        })));
    }

    public void Dispose() => http.Dispose();

    private async Task SendOneAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(BenchCase.Of(Interlocked.Increment(ref number)).Body) };
        request.Content.Headers.ContentType = Json;
        request.Headers.TryAddWithoutValidation("X-Api-Key", key);
        var beganAt = Stopwatch.GetTimestamp();
        using var answer = await http.SendAsync(request, CancellationToken.None);
        await answer.Content.ReadAsByteArrayAsync();
        latencies.Enqueue(Stopwatch.GetElapsedTime(beganAt).TotalMilliseconds);
        Interlocked.Increment(ref answer.StatusCode == HttpStatusCode.Accepted ? ref accepted : ref refused);
    }
}
