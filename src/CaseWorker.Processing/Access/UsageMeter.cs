using System.Collections.Concurrent;
using CaseWorker.Storage;
using CaseWorker.Storage.Access;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.Access;

/// <summary>Whether a request may pass, and how many more may in this hour.</summary>
/// <param name="Remaining">Null: the database is away, so nobody knows; the request may pass.</param>
public sealed record UsageAnswer(bool MayPass, int? Remaining, TimeSpan UntilNextHour);

/// <summary>Counts the requests of keys in fixed hours (UTC), with all other gateways of the installation: never more than the limit pass.</summary>
/// <remarks>
/// A gateway takes portions from a row that all share: small ones at first and near the end, larger ones between, so that few requests
/// ask the database. What it has not used for a second it gives back, so that nothing is kept from the others.
/// </remarks>
public sealed partial class UsageMeter(Database database, TimeProvider clock, ILogger<UsageMeter> log) : BackgroundService
{
    private const int LargestPortion = 64;
    private const int MaxTries = 5;
    private static readonly TimeSpan GiveBackEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<long, Portion> portions = new();

    /// <summary>Counts one request of the key.</summary>
    /// <param name="limit">How many the key may have in an hour; at least 1.</param>
    public async Task<UsageAnswer> UseAsync(long keyId, int limit, CancellationToken cancellation)
    {
        var portion = portions.GetOrAdd(keyId, _ => new Portion());
        await portion.Gate.WaitAsync(cancellation);
        try
        {
            var now = clock.GetUtcNow();
            portion.Enter(HourOf(now));
            if (portion.Mine == 0 && (portion.AskAgainAt is not { } again || now >= again) && !await TakeAsync(keyId, portion, limit, cancellation))
                return new UsageAnswer(true, null, UntilNextHour(now));

            if (portion.Mine == 0)
            {
                portion.AskAgainAt ??= now + AskAgainAfter;
                return new UsageAnswer(false, 0, UntilNextHour(now));
            }

            portion.Mine--;
            portion.UsedAt = now;
            return new UsageAnswer(true, portion.Mine + portion.Left, UntilNextHour(now));
        }
        finally
        {
            portion.Gate.Release();
        }
    }

    /// <summary>Gives back what was not used for a second.</summary>
    public async Task GiveBackAsync(bool all, CancellationToken cancellation)
    {
        foreach (var (keyId, portion) in portions)
        {
            await portion.Gate.WaitAsync(cancellation);
            try
            {
                if (portion.Mine == 0 || (!all && clock.GetUtcNow() - portion.UsedAt < GiveBackEvery))
                    continue;

                var (hourAt, count) = (portion.HourAt, portion.Mine);
                await database.WriteAsync(session => KeyUsageStore.GiveBackAsync(session, keyId, hourAt, count), cancellation);
                portion.Mine = 0;
                portion.Size = 0;
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested && database.IsTransient(exception))
            {
                // Kept, and given back when the database answers or used up.
                LogAway(exception.Message);
            }
            finally
            {
                portion.Gate.Release();
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await GiveBackAsync(all: true, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(GiveBackEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await GiveBackAsync(all: false, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops; StopAsync gives the rest back.
        }
    }

    // False: the database is away.
    private async Task<bool> TakeAsync(long keyId, Portion portion, int limit, CancellationToken cancellation)
    {
        var size = Math.Clamp(portion.Size * 2, 1, LargestPortion);
        var hourAt = portion.HourAt;
        for (var tries = 1; ; tries++)
        {
            try
            {
                (portion.Mine, portion.Left) = await database.WriteAsync(
                    session => KeyUsageStore.TakeAsync(session, keyId, hourAt, limit, left => Math.Max(1, Math.Min(size, left / 8))),
                    cancellation);
                portion.Size = size;
                portion.AskAgainAt = null;
                return true;
            }
            catch (Exception exception) when (database.IsDuplicate(exception) && tries < MaxTries)
            {
                // Another gateway began with this key at the same moment.
            }
            catch (Exception exception) when (database.IsTransient(exception))
            {
                LogAway(exception.Message);
                return false;
            }
        }
    }

    private static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);

    private static TimeSpan UntilNextHour(DateTimeOffset at) => HourOf(at).AddHours(1) - at;

    [LoggerMessage(5200, LogLevel.Warning, "How often keys were used can't be counted now: {Reason}")]
    private partial void LogAway(string reason);

    // What this gateway may let pass of one key.
    private sealed class Portion
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public DateTimeOffset HourAt { get; private set; }

        public int Mine { get; set; }

        /// <summary>What was left for everybody when the last portion was taken.</summary>
        public int Left { get; set; }

        public int Size { get; set; }

        public DateTimeOffset UsedAt { get; set; }

        /// <summary>Null, or: there was nothing left, and others may have given back since then only.</summary>
        public DateTimeOffset? AskAgainAt { get; set; }

        public void Enter(DateTimeOffset hourAt)
        {
            if (HourAt == hourAt)
                return;

            (HourAt, Mine, Left, Size, AskAgainAt) = (hourAt, 0, 0, 0, null);
        }
    }
}
