using System.Collections.Concurrent;
using CaseWorker.IntegrationTests.Chaos.Plant;
using CaseWorker.IntegrationTests.EndToEnd;
using CaseWorker.IntegrationTests.EndToEnd.Invariants;

namespace CaseWorker.IntegrationTests.Chaos.Producers;

/// <summary>All producers: one per service and path, each waiting for its answer before it sends the next.</summary>
internal sealed class Traffic
{
    // 8 services on 4 paths: 160 cases a second when nobody is held up.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private readonly Installed installed;
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentQueue<Sent> recent = new();
    private readonly ConcurrentBag<SentPoison> poison = [];
    private readonly long[] offeredAt = new long[OfferedSlots];
    private readonly int[] underWay;
    private List<Task> running = [];
    private long offered;

    private const int OfferedSlots = 4096;

    public Traffic(Installed installed)
    {
        this.installed = installed;
        underWay = new int[installed.Gateways.Length];
    }

    public Ledger Ledger { get; } = new();

    public IReadOnlyCollection<SentPoison> Poison => poison;

    /// <summary>How many requests and messages were sent, repetitions included.</summary>
    public long Offered => Interlocked.Read(ref offered);

    /// <summary>Over the last 2 seconds.</summary>
    public double OfferedPerSecond
    {
        get
        {
            var since = Environment.TickCount64 - 2000;
            return offeredAt.Count(at => at > since) / 2.0;
        }
    }

    public CancellationToken Stopping => stopping.Token;

    /// <summary>Requests that a gateway has not answered.</summary>
    public int UnderWay(int gateway) => Volatile.Read(ref underWay[gateway]);

    /// <summary>Accepted lately, under keys; newest last.</summary>
    public IReadOnlyList<Sent> Recent => [.. recent];

    public void Start()
    {
        foreach (var service in Installed.Services)
        {
            Run(new HttpProducer($"http-key-{service}", service, hasKey: true, installed, this).RunAsync);
            Run(new HttpProducer($"http-{service}", service, hasKey: false, installed, this).RunAsync);
            Run(new AmqpProducer($"amqp-id-{service}", service, hasKey: true, installed, this).RunAsync);
            Run(new AmqpProducer($"amqp-{service}", service, hasKey: false, installed, this).RunAsync);
        }
    }

    /// <summary>No new cases; those that must be repeated until they are accepted still are.</summary>
    public async Task StopAsync(TimeSpan limit)
    {
        await stopping.CancelAsync();
        await Task.WhenAll(running).WaitAsync(limit);
    }

    public void CountOffer() => Volatile.Write(ref offeredAt[(Interlocked.Increment(ref offered) - 1) % OfferedSlots], Environment.TickCount64);

    public void Enter(int gateway) => Interlocked.Increment(ref underWay[gateway]);

    public void Leave(int gateway) => Interlocked.Decrement(ref underWay[gateway]);

    public void Settle(Sent sent)
    {
        Ledger.Add(sent);
        if (!sent.IsAccepted || !sent.HasKey)
            return;

        recent.Enqueue(sent);
        while (recent.Count > 200)
            recent.TryDequeue(out _);
    }

    public void Add(SentPoison sent) => poison.Add(sent);

    private void Run(Func<PeriodicTimer, Task> producer) => running.Add(Task.Run(async () =>
    {
        using var timer = new PeriodicTimer(Pace);
        await producer(timer);
    }));
}
