using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Enqueue;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage;
using CaseWorker.Storage.Failpoints;
using CaseWorker.Storage.Intake;
using CaseWorker.Storage.Parking;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.Parking;

/// <summary>Where people decide about parked messages: retry, with or without an edited payload, or discard (spec 3).</summary>
/// <remarks>
/// A retry takes the way of every message: through the partition's queue to the intake handler, which resolves the row or
/// returns it. At most one retry of a row is under way, since the row must be parked to begin one.
/// </remarks>
public sealed partial class ParkingDesk(Database database, CatalogCache catalogs, ICaseQueue queue, TimeProvider clock, ILogger<ParkingDesk> logger)
{
    /// <summary>Largest payload that can be sent again, in bytes: what a queue takes.</summary>
    public const int MaxBody = 1024 * 1024;

    /// <summary>Sends the message again under the key <c>{key}#r{n}</c> and the case id that was promised.</summary>
    /// <param name="hubId">The hub the caller is limited to; null: none, for operators.</param>
    /// <param name="edited">Replaces the payload; null: as it is.</param>
    /// <param name="cancellation">Has no effect any more once the retry has begun.</param>
    public async Task<RetryResult> RetryAsync(long parkedId, int? hubId, byte[]? edited, CancellationToken cancellation)
    {
        var (parked, catalog) = await database.ReadAsync(
            async session => (await FindAsync(session, parkedId, hubId), await catalogs.RefreshAsync(session)),
            cancellation);
        if (parked is null)
            return new RetryResult(RetryOutcome.NotFound);

        var state = parked.Head.State;
        if (state is not ("parked" or "retrying"))
            return new RetryResult(RetryOutcome.NotParked, state);

        var body = edited ?? parked.Body.Body;
        if (state == "retrying" && !body.AsSpan().SequenceEqual(parked.Body.Body))
            return new RetryResult(RetryOutcome.PayloadMustStay, state);

        var (service, errors) = RetryRule.Check(parked, body, catalog);
        if (service is null || errors.Count > 0)
            return new RetryResult(RetryOutcome.Invalid, Errors: errors);

        return state == "parked" ? await BeginAsync(parked, body, service) : await SendAgainAsync(parked, service);
    }

    /// <summary>Gives the message up for good. A service that was blocked by it goes on with what is held.</summary>
    /// <param name="hubId">As for <see cref="RetryAsync"/>.</param>
    /// <param name="reason">For people; 1 to 1,000 UTF-16 units.</param>
    public async Task<DiscardOutcome> DiscardAsync(long parkedId, int? hubId, string reason, CancellationToken cancellation)
    {
        var outcome = await database.WriteAsync(session => DiscardAsync(session, parkedId, hubId, reason), cancellation);
        if (outcome == DiscardOutcome.Discarded)
        {
            LogDiscarded(parkedId);
            await Failpoint.HitAsync(FailpointNames.ParkingAfterDiscard, CancellationToken.None);
        }

        return outcome;
    }

    private static async Task<ParkedMessage?> FindAsync(Session session, long parkedId, int? hubId)
    {
        if (await ParkedReader.FindAsync(session, parkedId, hubId) is not { } head)
            return null;

        var isHeadOfLine = head.ServiceId is { } serviceId && await ParkedReader.IsHeadOfLineAsync(session, serviceId, parkedId);
        var hasPlace = head.ServiceId is { } held && await HeldStore.HasPlaceAsync(session, held, parkedId, head.MessageKey);
        return new ParkedMessage(head, (await ParkedReader.ReadBodiesAsync(session, [parkedId])).Single(), isHeadOfLine, hasPlace);
    }

    private async Task<RetryResult> BeginAsync(ParkedMessage parked, byte[] body, Service service)
    {
        var parkedId = parked.Head.ParkedId;
        var hasBegun = await database.WriteAsync(
            session => ParkedStore.BeginRetryAsync(session, parkedId, parked.Head.Attempts, body),
            CancellationToken.None);
        if (!hasBegun)
            return new RetryResult(RetryOutcome.NotParked, "retrying");

        await Failpoint.HitAsync(FailpointNames.ParkingAfterMark, CancellationToken.None);
        var attempts = parked.Head.Attempts + 1;
        var outcome = await SendAsync(parked, body, service, attempts);
        if (outcome == SendOutcome.NotSent)
            await database.WriteAsync(session => ParkedStore.ReturnUnsentAsync(session, parkedId, attempts), CancellationToken.None);

        return Of(outcome);
    }

    // The send before had an unknown outcome, so "not sent" says nothing about that one: the row stays retrying.
    private async Task<RetryResult> SendAgainAsync(ParkedMessage parked, Service service) =>
        Of(await SendAsync(parked, parked.Body.Body, service, parked.Head.Attempts));

    private async Task<SendOutcome> SendAsync(ParkedMessage parked, byte[] body, Service service, int attempts)
    {
        var message = new IntakeMessage
        {
            Body = body,
            MessageKey = RetryKey.Of(parked.Head.MessageKey, attempts),
            CaseId = parked.Head.CaseId,
            HubId = parked.Head.HubId ?? service.HubId,
            AcceptedAt = parked.Body.AcceptedAt,
            RetryOf = parked.Head.ParkedId,
            PossibleDuplicate = parked.Body.PossibleDuplicate,
            FromGateway = parked.Body.FromGateway,
        };
        var outcome = await queue.SendAsync(new OutgoingMessage(service.ServiceId, message), CancellationToken.None);
        LogRetry(parked.Head.ParkedId, message.MessageKey, service.ServiceId, outcome);
        await Failpoint.HitAsync(FailpointNames.ParkingAfterPublish, CancellationToken.None);
        return outcome;
    }

    private async Task<DiscardOutcome> DiscardAsync(Session session, long parkedId, int? hubId, string reason)
    {
        if (await ParkedReader.FindAsync(session, parkedId, hubId) is not { } head)
            return DiscardOutcome.NotFound;

        // The counter first, as in every batch: otherwise this and a batch could each wait for the other.
        if (head.ServiceId is { } serviceId)
            await IntakeStore.LockCountersAsync(session, [serviceId]);

        if (!await ParkedStore.DiscardAsync(session, parkedId, reason, clock.GetUtcNow()))
            return DiscardOutcome.NotParked;

        // From now on the lane runs what is held before it stores anything newer of the service; without new messages the sweep does.
        if (head.ServiceId is { } unblocked)
            await HeldStore.UnblockAsync(session, unblocked, parkedId);

        return DiscardOutcome.Discarded;
    }

    private static RetryResult Of(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Accepted => new RetryResult(RetryOutcome.Sent),
        SendOutcome.NotSent => new RetryResult(RetryOutcome.NotSent),
        SendOutcome.Unknown => new RetryResult(RetryOutcome.Unknown),
    };

    [LoggerMessage(2300, LogLevel.Information, "Parked message {ParkedId} was sent again as {MessageKey} to service {ServiceId}: {Outcome}")]
    private partial void LogRetry(long parkedId, string messageKey, int serviceId, SendOutcome outcome);

    [LoggerMessage(2301, LogLevel.Information, "Parked message {ParkedId} was discarded")]
    private partial void LogDiscarded(long parkedId);
}
