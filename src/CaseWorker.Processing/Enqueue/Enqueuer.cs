using System.Globalization;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.Enqueue;

/// <summary>Takes requests in: check, Idempotency-Key, case id, queue (spec 2.1). Answers within 5 s of the last thing that moved.</summary>
public sealed partial class Enqueuer
{
    /// <summary>How long anything that is away is waited for; what is left of 5 s is for the answer.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(4.5);

    // Copies that the database has not confirmed for this long may be wrong about a revoked key or a service.
    private static readonly TimeSpan CopiesLast = TimeSpan.FromSeconds(60);

    private readonly CatalogCache catalogs;
    private readonly KeyRing keys;
    private readonly CaseIdBlocks ids;
    private readonly IdempotencyKeys claims;
    private readonly IdempotencyConfirmer confirmer;
    private readonly OneAtATime passages;
    private readonly ICaseQueue queue;
    private readonly Database database;
    private readonly TimeProvider clock;
    private readonly ILogger<Enqueuer> log;
    private volatile bool isRefusing;

    internal Enqueuer(
        CatalogCache catalogs,
        KeyRing keys,
        CaseIdBlocks ids,
        IdempotencyConfirmer confirmer,
        ICaseQueue queue,
        Database database,
        TimeProvider clock,
        ILogger<Enqueuer> log)
    {
        this.catalogs = catalogs;
        this.keys = keys;
        this.ids = ids;
        this.confirmer = confirmer;
        this.queue = queue;
        this.database = database;
        this.clock = clock;
        this.log = log;
        claims = new IdempotencyKeys(database, clock);
        passages = new OneAtATime(clock);
    }

    /// <summary>Takes one request in.</summary>
    /// <param name="idempotencyKey">1–255 visible ASCII characters; null: none.</param>
    public async Task<EnqueueResult> EnqueueAsync(EnqueueReading reading, Caller caller, string? idempotencyKey) =>
        (await PassAsync([(reading, idempotencyKey)], caller, idempotencyKey))[0];

    /// <summary>Takes several in. Those of one service enter its queue in the order of the list; after one that could not be sent none of its service is.</summary>
    /// <param name="idempotencyKey">Each item's own key is <c>{key}/{place from 0}</c>.</param>
    /// <returns>One result for each reading, in order.</returns>
    public Task<IReadOnlyList<EnqueueResult>> EnqueueAllAsync(IReadOnlyList<EnqueueReading> readings, Caller caller, string? idempotencyKey) =>
        PassAsync([.. readings.Select((reading, i) => (reading, KeyOf(idempotencyKey, i)))], caller, idempotencyKey);

    private static string? KeyOf(string? key, int place) => key is null ? null : string.Create(CultureInfo.InvariantCulture, $"{key}/{place}");

    private async Task<IReadOnlyList<EnqueueResult>> PassAsync(IReadOnlyList<(EnqueueReading Reading, string? Key)> requests, Caller caller, string? key)
    {
        var since = clock.GetTimestamp();
        if (key is null)
            return await EnqueueAsync(requests, caller, since);

        using var passage = await passages.EnterAsync(caller.HubId, key, Patience);
        return passage is null
            ? [.. requests.Select(_ => new EnqueueResult.Unknown(null))]
            : await EnqueueAsync(requests, caller, since);
    }

    private async Task<IReadOnlyList<EnqueueResult>> EnqueueAsync(IReadOnlyList<(EnqueueReading Reading, string? Key)> requests, Caller caller, long since)
    {
        var results = new EnqueueResult[requests.Count];
        if (AreCopiesOld())
        {
            Array.Fill(results, new EnqueueResult.NotSent(null));
            return results;
        }

        var items = Check(requests, caller.HubId, results);
        if (items.Count > 0 && await GiveIdsAsync(items, caller.HubId, since, results))
        {
            var services = items.Where(item => results[item.Index] is null).GroupBy(item => item.Service.ServiceId);
            await Task.WhenAll(services.Select(service => SendAsync(service, since, results)));
        }

        return results;
    }

    private bool AreCopiesOld()
    {
        var oldest = clock.GetUtcNow() - CopiesLast;
        return catalogs.ConfirmedAt < oldest || keys.ConfirmedAt < oldest;
    }

    private List<EnqueueItem> Check(IReadOnlyList<(EnqueueReading Reading, string? Key)> requests, int hubId, EnqueueResult[] results)
    {
        var catalog = catalogs.Current;
        var items = new List<EnqueueItem>(requests.Count);
        for (var i = 0; i < requests.Count; i++)
        {
            var (reading, key) = requests[i];
            var check = EnqueueRule.Check(reading, catalog, hubId, requireActive: true);
            if (check.Errors.Count > 0)
                results[i] = new EnqueueResult.Refused(check.Errors);
            else
                items.Add(new EnqueueItem(i, reading.Request!, reading.Wish, check.Service!, key));
        }

        return items;
    }

    // False: the database is away, and the results say so.
    private async Task<bool> GiveIdsAsync(List<EnqueueItem> items, int hubId, long since, EnqueueResult[] results)
    {
        var left = Patience - clock.GetElapsedTime(since);
        using var limit = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock);
        try
        {
            foreach (var item in items)
            {
                item.CaseId = await ids.NextAsync(limit.Token);
                item.MessageKey = Guid.NewGuid().ToString();
            }

            isRefusing = false;

            if (items[0].Key is null)
                return true;

            foreach (var place in await claims.ClaimAsync(hubId, items, limit.Token).WaitAsync(limit.Token))
                results[place] = new EnqueueResult.KeyReused();

            return true;
        }
        catch (Exception exception) when (exception is OperationCanceledException || database.IsTransient(exception))
        {
            // Once per outage: every request in it would say the same.
            if (!isRefusing)
                LogNoIds(exception.Message);

            isRefusing = true;
            foreach (var item in items)
                results[item.Index] = new EnqueueResult.NotSent(null);

            return false;
        }
    }

    private async Task SendAsync(IEnumerable<EnqueueItem> items, long since, EnqueueResult[] results)
    {
        var isBroken = false;
        foreach (var item in items)
        {
            if (item.Claim is { } claim && confirmer.IsConfirmed(claim))
            {
                results[item.Index] = item.ToAccepted();
                continue;
            }

            results[item.Index] = isBroken ? new EnqueueResult.NotSent(item.CaseId) : await SendAsync(item, since);
            isBroken = results[item.Index] is not EnqueueResult.Accepted;
            since = clock.GetTimestamp();
        }
    }

    private async Task<EnqueueResult> SendAsync(EnqueueItem item, long since)
    {
        var left = Patience - clock.GetElapsedTime(since);
        if (left <= TimeSpan.Zero)
            return new EnqueueResult.NotSent(item.CaseId);

        // The caller's going away must not stop a send half-way: the queue finishes what it began.
        var sending = queue.SendAsync(item.ToMessage(clock.GetUtcNow()), CancellationToken.None);
        try
        {
            switch (await sending.WaitAsync(left, clock))
            {
                case SendOutcome.Accepted:
                    if (item.Claim is { } claim)
                        confirmer.Confirm(claim);
                    return item.ToAccepted();
                case SendOutcome.NotSent:
                    return new EnqueueResult.NotSent(item.CaseId);
                default:
                    return new EnqueueResult.Unknown(item.CaseId);
            }
        }
        catch (TimeoutException)
        {
            LogSlow(item.CaseId);
            return new EnqueueResult.Unknown(item.CaseId);
        }
    }

    [LoggerMessage(2502, LogLevel.Warning, "Requests are answered 503, since no ids can be had: {Reason}")]
    private partial void LogNoIds(string reason);

    [LoggerMessage(2503, LogLevel.Warning, "The queue did not answer in time for case {CaseId}; the caller was told that the outcome is unknown.")]
    private partial void LogSlow(int caseId);
}
