using System.Text.Json;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage;
using CaseWorker.Storage.Failpoints;
using CaseWorker.Storage.Intake;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.RabbitMq.Routing;

/// <summary>Hands a run of messages on to their partitions, in order; parks what has no partition.</summary>
/// <param name="catalog">The catalogue as this process knows it.</param>
/// <param name="askCatalog">The catalogue as the database has it now.</param>
public sealed partial class RouterWork(
    Database database,
    Func<Catalog> catalog,
    Func<CancellationToken, Task<Catalog>> askCatalog,
    RabbitMqCaseQueue queue,
    ParkMessage park,
    TimeProvider time,
    ILogger<RouterWork> logger)
{
    private static readonly TimeSpan FinishWithin = TimeSpan.FromSeconds(5);

    /// <summary>Returns when every message of the run is confirmed in its partition's queue, or parked.</summary>
    /// <param name="turn">Of the channel that delivered them.</param>
    /// <returns>False: another channel has the turn. Drop the run and close the channel.</returns>
    /// <exception cref="OperationCanceledException">The channel has ended: the broker delivers them again, to whoever is the router then.</exception>
    internal async Task<bool> RouteAsync(RouterTurn turn, IReadOnlyList<RouterDelivery> run, CancellationToken cancellation)
    {
        var routes = await ReadAsync(run, cancellation);
        if (!await OpenHandOversAsync(turn, routes, cancellation))
            return false;

        foreach (var route in routes.Where(route => route.Reading.Fault is not null))
            await InsistAsync(() => ParkAsync(route, cancellation), cancellation);

        var sends = routes.Where(route => route.Reading.Fault is null).Select(route => new OutgoingMessage(route.Reading.Service!.ServiceId, MessageOf(route))).ToList();
        await SendAllAsync(sends, cancellation);
        await Failpoint.HitAsync(FailpointNames.RouterAfterPublishBeforeDone, cancellation);
        if (!await FinishHandOversAsync(turn, routes, cancellation))
            return false;

        await Failpoint.HitAsync(FailpointNames.RouterAfterDoneBeforeAck, cancellation);
        return true;
    }

    /// <summary>Reads the run. Before a message is sent away for its service, the database is asked: this process may not know a new service yet.</summary>
    internal async Task<List<Route>> ReadAsync(IReadOnlyList<RouterDelivery> run, CancellationToken cancellation)
    {
        var known = catalog();
        var routes = run.Select(delivery => Route.Of(delivery, known)).ToList();
        var doubtful = routes.Where(route => route.Reading.IsForCatalog).ToList();
        if (doubtful.Count == 0)
            return routes;

        await InsistAsync(async () => known = await askCatalog(cancellation), cancellation);
        foreach (var route in doubtful)
            route.ReadAgain(known);

        return routes;
    }

    private async Task<bool> OpenHandOversAsync(RouterTurn turn, List<Route> routes, CancellationToken cancellation)
    {
        var nameless = routes.Where(route => route.Key is null).ToList();
        if (nameless.Count == 0)
            return true;

        await TakeTurnAsync(turn, cancellation);
        HandOver[] handOvers = [.. nameless.Select(route => new HandOver(route.BodyHash, Guid.NewGuid().ToString(), route.Delivery.Redelivered))];
        IReadOnlyList<HandOverKey>? keys = null;
        await InsistAsync(
            async () => keys = await database.WriteAsync(session => OpenAsync(session, turn.Channel, handOvers), cancellation, handOvers.Length),
            cancellation);
        if (keys is null)
            return false;

        foreach (var (route, key) in nameless.Zip(keys))
            (route.Key, route.PossibleDuplicate, route.IsHandOver) = (key.MessageKey, key.PossibleDuplicate, true);

        return true;
    }

    // Only messages without an id need a turn: all others are handed on also while the database is away.
    private Task TakeTurnAsync(RouterTurn turn, CancellationToken cancellation) => turn.TakeAsync(
        () => InsistAsync(() => database.WriteAsync(session => RouterTurnStore.TakeAsync(session, turn.Channel), cancellation), cancellation),
        cancellation);

    private async Task<IReadOnlyList<HandOverKey>?> OpenAsync(Session session, string channel, HandOver[] handOvers) =>
        await RouterTurnStore.HoldAsync(session, channel) ? await HandOverStore.OpenAsync(session, channel, handOvers, time.GetUtcNow()) : null;

    private async Task SendAllAsync(List<OutgoingMessage> sends, CancellationToken cancellation)
    {
        for (var pause = TimeSpan.FromMilliseconds(100); sends.Count > 0; pause = TimeSpan.FromMilliseconds(Math.Min(5000, pause.TotalMilliseconds * 2)))
        {
            cancellation.ThrowIfCancellationRequested();
            var outcomes = await queue.SendRunAsync(sends);
            foreach (var serviceId in ResendRule.Overtaken(sends, outcomes))
                LogOvertaken(serviceId);

            sends = ResendRule.Again(sends, outcomes);
            if (sends.Count == 0)
                return;

            LogSendingAgain(sends.Count, sends.DistinctBy(send => send.ServiceId).Count());
            await Task.Delay(pause, time, cancellation);
        }
    }

    private async Task<bool> FinishHandOversAsync(RouterTurn turn, List<Route> routes, CancellationToken cancellation)
    {
        List<(byte[], string)> handOvers = [.. routes.Where(route => route.IsHandOver).Select(route => (route.BodyHash, route.Key!))];
        if (handOvers.Count == 0)
            return true;

        // With the channel gone the messages come again, and must find their hand-overs open.
        cancellation.ThrowIfCancellationRequested();
        var isOurs = false;
        await InsistAsync(
            async () =>
            {
                // Once begun it is not broken off because the time to stop is up: done but not acknowledged, a message without a key
                // would come again as another one.
                using var patience = new CancellationTokenSource(FinishWithin, time);
                isOurs = await database.WriteAsync(session => FinishAsync(session, turn.Channel, handOvers), patience.Token);
            },
            cancellation);
        return isOurs;
    }

    private async Task<bool> FinishAsync(Session session, string channel, List<(byte[], string)> handOvers)
    {
        if (!await RouterTurnStore.HoldAsync(session, channel))
            return false;

        await HandOverStore.FinishAsync(session, channel, handOvers, time.GetUtcNow());
        return true;
    }

    private Task<bool> ParkAsync(Route route, CancellationToken cancellation)
    {
        LogParked(route.Reading.Fault!, route.Reading.Service?.ServiceId);
        return park(MessageOf(route), null, route.Reading.Service?.ServiceId, route.Reading.Fault!, route.Reading.Detail, HeadersJson.Of(route.Delivery.Properties), null, cancellation);
    }

    // Nothing that only our gateway may say is taken over from the message (spec 2.2).
    private IntakeMessage MessageOf(Route route) => new()
    {
        Body = route.Reading.Body,
        MessageKey = route.Key!,
        HubId = route.Reading.Service?.HubId ?? route.HubId,
        AcceptedAt = time.GetUtcNow(),
        PossibleDuplicate = route.PossibleDuplicate,
    };

    private async Task InsistAsync(Func<Task> work, CancellationToken cancellation)
    {
        for (var pause = TimeSpan.FromMilliseconds(50); ; pause = TimeSpan.FromMilliseconds(Math.Min(2000, pause.TotalMilliseconds * 2)))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                await work();
                return;
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                LogTryingAgain(exception);
            }

            await Task.Delay(pause, time, cancellation);
        }
    }

    [LoggerMessage(3060, LogLevel.Warning, "{Count} messages of {Services} services are not confirmed in their partitions; sending them again")]
    private partial void LogSendingAgain(int count, int services);

    [LoggerMessage(3063, LogLevel.Error, "RabbitMQ refused a message of service {ServiceId} and took a later one: its order is broken. A policy limits the length of the case-intake queues; remove it")]
    private partial void LogOvertaken(int serviceId);

    [LoggerMessage(3061, LogLevel.Warning, "A message on case-intake has no partition and is parked: {Reason} (service {ServiceId})")]
    private partial void LogParked(string reason, int? serviceId);

    [LoggerMessage(3062, LogLevel.Warning, "The router can't go on without the database; trying again")]
    private partial void LogTryingAgain(Exception exception);
}
