using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CaseWorker.Contracts;

namespace CaseWorker.Client;

/// <summary>Talks to CaseWorker over HTTP, as the holder of one key. Thread-safe; meant to be kept.</summary>
/// <remarks>
/// What is safe to repeat is repeated while CaseWorker is away (<see cref="CaseWorkerClientOptions"/>). What a caller has to expect is
/// told as a value; a key that does not exist or does not allow the call is a <see cref="CaseWorkerException"/>.
/// </remarks>
public sealed class CaseWorkerClient : IDisposable
{
    private const int MaxBatch = 1000;
    private const int MaxWaitSeconds = 30;

    private readonly HttpClient? owned;
    private readonly Sender sender;

    /// <summary>A client over connections of its own, which are closed with it.</summary>
    /// <param name="address">Where CaseWorker is, like <c>http://127.0.0.1:5080</c>.</param>
    /// <param name="key">What is presented as <c>X-Api-Key</c>.</param>
    /// <param name="options">Null: the defaults.</param>
    public CaseWorkerClient(Uri address, string key, CaseWorkerClientOptions? options = null)
        : this(Connect(address, key), options)
    {
        owned = Http;
    }

    /// <summary>A client over connections of the caller's, as <c>IHttpClientFactory</c> makes them.</summary>
    /// <param name="http">Must have a <see cref="HttpClient.BaseAddress"/>, and presents the key by its default headers. It is not disposed.</param>
    /// <param name="options">Null: the defaults.</param>
    /// <exception cref="ArgumentException"><paramref name="http"/> has no base address, or an option is out of its bounds.</exception>
    public CaseWorkerClient(HttpClient http, CaseWorkerClientOptions? options = null)
    {
        Http = http;
        options ??= new CaseWorkerClientOptions();
        options.Validate();
        sender = new Sender(http, options);
        Cases = new CasesClient(sender);
        Services = new ServicesClient(sender);
        Parked = new ParkedClient(sender);
        Events = new EventsClient(sender, options);
    }

    /// <summary>Cases: read, listed and changed.</summary>
    public CasesClient Cases { get; }

    /// <summary>Services: their order and their due policies.</summary>
    public ServicesClient Services { get; }

    /// <summary>What could not become a case. Needs a key with the scope <c>admin</c>.</summary>
    public ParkedClient Parked { get; }

    /// <summary>What happens in the key's hub.</summary>
    public EventsClient Events { get; }

    private HttpClient Http { get; }

    /// <summary>Enqueues a case, once however often it has to be sent. Needs the scope <c>cases:enqueue</c>.</summary>
    /// <param name="enqueue">The case; its <see cref="CaseEnqueue.CaseId"/> is ignored.</param>
    /// <param name="options">Null: under a new key, without waiting.</param>
    /// <param name="cancellation">Ends the call; whether the case was accepted is then not known.</param>
    /// <exception cref="CaseWorkerException">The key is not valid here, or CaseWorker answered what nobody can expect.</exception>
    /// <remarks>Order: cases of one service keep the order of the calls when each waits for the outcome of the one before.</remarks>
    public async Task<EnqueueOutcome> EnqueueAsync(CaseEnqueue enqueue, EnqueueOptions? options = null, CancellationToken cancellation = default)
    {
        var key = KeyOf(options);
        var sent = await sender.SendAsync(
            new Call(HttpMethod.Post, "api/cases")
            {
                Json = EnqueueJson.BytesOf(enqueue),
                IdempotencyKey = key,
                Prefer = options?.Wait is { } wait ? string.Create(CultureInfo.InvariantCulture, $"wait={Math.Clamp(Math.Ceiling(wait.TotalSeconds), 0, MaxWaitSeconds)}") : null,
                MayRepeat = key is not null,
            },
            cancellation);
        return EnqueueReply.Read(sent, key);
    }

    /// <summary>Enqueues 1 to 1,000 cases; those of one service keep the order of the list. Needs the scope <c>cases:enqueue</c>.</summary>
    /// <param name="enqueues">Together less than 8 MiB of JSON.</param>
    /// <param name="options">The key is that of the whole batch; an item's own is <c>{key}/{index}</c>. <see cref="EnqueueOptions.Wait"/> has no effect.</param>
    /// <param name="cancellation">Ends the call; what was accepted is then not known.</param>
    /// <returns>What became of each, in the order of the list. <see cref="EnqueueOutcome.Stored"/> and <see cref="EnqueueOutcome.Parked"/> do not occur.</returns>
    /// <exception cref="CaseWorkerException">The key is not valid here, or CaseWorker answered what nobody can expect.</exception>
    public async Task<IReadOnlyList<EnqueueOutcome>> EnqueueBatchAsync(IReadOnlyList<CaseEnqueue> enqueues, EnqueueOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(enqueues.Count, nameof(enqueues));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(enqueues.Count, MaxBatch, nameof(enqueues));
        var key = KeyOf(options);
        var sent = await sender.SendAsync(
            new Call(HttpMethod.Post, "api/cases/batch")
            {
                Json = EnqueueJson.BytesOf(enqueues),
                IdempotencyKey = key,
                MayRepeat = key is not null,
                IsPartlyAway = BatchReply.IsPartlyAway,
            },
            cancellation);
        return BatchReply.Read(sent, key, enqueues.Count);
    }

    /// <summary>Closes the connections that this client made for itself.</summary>
    public void Dispose() => owned?.Dispose();

    private static string? KeyOf(EnqueueOptions? options) =>
        options is { UseIdempotencyKey: false } ? null : options?.IdempotencyKey ?? Guid.NewGuid().ToString("N");

    // The key stays with the address that was given: a redirect would take it along.
    [SuppressMessage("Reliability", "CA2000", Justification = "HttpClient disposes its handler.")]
    private static HttpClient Connect(Uri address, string key)
    {
        var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false }) { BaseAddress = address };
        http.DefaultRequestHeaders.Add("X-Api-Key", key);
        return http;
    }
}
