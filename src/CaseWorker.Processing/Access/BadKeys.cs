using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CaseWorker.Processing.Access;

/// <summary>Counts wrong keys by the address they came from, slows those down who try many, and says so in the log. Thread-safe.</summary>
/// <remarks>
/// Keys are random and cannot be guessed; this spares the machine, and shows operators who tries. Each process counts for itself. What is
/// counted is bounded: addresses beyond the bound share one count, and answers beyond another bound are not held back.
/// </remarks>
public sealed partial class BadKeys(IOptions<BadKeysOptions> options, TimeProvider time, ILogger<BadKeys> logger) : IDisposable
{
    private const int MaxAddresses = 10_000;
    private const int MaxHeldBack = 200;
    private const int Ipv6SiteBytes = 8;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<IPAddress, Count> counts = new();
    private readonly SemaphoreSlim heldBack = new(MaxHeldBack, MaxHeldBack);

    /// <summary>Counts a wrong key.</summary>
    /// <param name="address">Null where it is not known: all of those count as one.</param>
    /// <returns>Null while the address has had no more than its share; else how long until the next minute begins for it.</returns>
    public TimeSpan? Add(IPAddress? address)
    {
        if (options.Value.PerMinute is not (var share and > 0))
            return null;

        var site = SiteOf(address ?? IPAddress.None);
        var (number, left) = CountOf(site).Next(time.GetUtcNow());
        if (number == share + 1)
            LogMany(site, share);

        return number > share ? left : null;
    }

    /// <summary>Holds an answer back, unless very many are held back already.</summary>
    public async Task HoldBackAsync(CancellationToken cancellation)
    {
        if (!await heldBack.WaitAsync(TimeSpan.Zero, cancellation))
            return;

        try
        {
            await Task.Delay(options.Value.HeldBackFor, time, cancellation);
        }
        finally
        {
            heldBack.Release();
        }
    }

    public void Dispose() => heldBack.Dispose();

    private Count CountOf(IPAddress site)
    {
        if (counts.TryGetValue(site, out var known))
            return known;
        if (counts.Count >= MaxAddresses)
            Forget();

        return counts.GetOrAdd(counts.Count < MaxAddresses ? site : IPAddress.None, _ => new Count());
    }

    private void Forget()
    {
        var now = time.GetUtcNow();
        foreach (var (site, count) in counts)
        {
            if (count.IsOver(now))
                counts.TryRemove(site, out _);
        }
    }

    // Whoever has one address of IPv6 has 64 bits of them.
    private static IPAddress SiteOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(Ipv6SiteBytes).Clear();
        return new IPAddress(bytes);
    }

    [LoggerMessage(6010, LogLevel.Warning, "More than {Share} wrong keys came from {Address} within a minute; more of them are answered 429, and late")]
    private partial void LogMany(IPAddress address, int share);

    private sealed class Count
    {
        private readonly Lock gate = new();
        private DateTimeOffset begunAt = DateTimeOffset.MinValue;
        private int number;

        public (int Number, TimeSpan Left) Next(DateTimeOffset now)
        {
            lock (gate)
            {
                if (IsOver(now))
                    (begunAt, number) = (now, 0);

                return (++number, begunAt + Window - now);
            }
        }

        // A clock that was put back begins anew too.
        public bool IsOver(DateTimeOffset now) => now < begunAt || now - begunAt >= Window;
    }
}
