using CaseWorker.Storage;
using CaseWorker.Storage.Webhooks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.Webhooks;

/// <summary>Looks what is due and runs each webhook on its own, so that none waits for another. Every scheduler does.</summary>
public sealed partial class WebhookPump(Database database, WebhookBook book, WebhookRunner runner, TimeProvider clock, ILogger<WebhookPump> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(300);

    // A stopping process still hears the answers to what it has sent, so that nobody has to send it again.
    private static readonly TimeSpan FinishWithin = TimeSpan.FromSeconds(5);

    private readonly Dictionary<(int HubId, int WebhookId), Task> running = [];
    private bool isInterrupted;
    private long linedUpFor = -1;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var giveUp = new CancellationTokenSource();
        await using var patience = stoppingToken.Register(() => giveUp.CancelAfter(FinishWithin));
        using var timer = new PeriodicTimer(LookEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await LookAsync(stoppingToken, giveUp.Token);
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }

        await Task.WhenAll(running.Values);
    }

    private async Task LookAsync(CancellationToken stopping, CancellationToken giveUp)
    {
        try
        {
            foreach (var webhook in await database.ReadAsync(FindDueAsync, stopping))
                running[(webhook.HubId, webhook.WebhookId)] = Task.Run(() => RunAsync(webhook, stopping, giveUp), CancellationToken.None);

            await LineUpAsync(stopping);
            isInterrupted = false;
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            Tell(exception);
        }
    }

    private async Task<List<Webhook>> FindDueAsync(Session session)
    {
        await book.LoadAsync(session);
        var now = clock.GetUtcNow();
        var resting = (await WebhookHealthStore.ReadAsync(session)).Where(health => !WebhookHealthRule.MayTry(health, now)).Select(health => (health.HubId, health.WebhookId)).ToHashSet();
        var due = new List<Webhook>();
        foreach (var webhook in book.All.Where(webhook => webhook.IsActive && !resting.Contains((webhook.HubId, webhook.WebhookId)) && !IsRunning(webhook)))
        {
            if ((await WebhookDeliveryStore.FindDueAsync(session, webhook.HubId, webhook.WebhookId, now, 1)).Count > 0)
                due.Add(webhook);
        }

        return due;
    }

    // A webhook that was removed, and came back before all that waited for it was deleted, has cases without a head.
    private async Task LineUpAsync(CancellationToken stopping)
    {
        var version = book.Version;
        if (version == linedUpFor)
            return;

        foreach (var webhook in book.All)
        {
            await database.WriteAsync(
                async session =>
                {
                    await WebhookHealthStore.LockAsync(session, webhook.HubId, webhook.WebhookId);
                    await WebhookReplayStore.LineUpAsync(session, webhook.HubId, webhook.WebhookId, clock.GetUtcNow());
                },
                stopping);
        }

        linedUpFor = version;
    }

    private async Task RunAsync(Webhook webhook, CancellationToken stopping, CancellationToken giveUp)
    {
        try
        {
            while (!stopping.IsCancellationRequested && await FindAsync(webhook, stopping) is { } current && await runner.RunAsync(current, giveUp) > 0)
            {
                // There may be more.
            }
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            Tell(exception);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // What was on its way is tried again.
        }
    }

    // Each round anew, since a run can last for hours: the definition may have changed, and who was removed or switched off is told nothing more.
    private async Task<Webhook?> FindAsync(Webhook webhook, CancellationToken stopping) =>
        await database.ReadAsync(session => book.FindAsync(session, webhook.HubId, webhook.WebhookId), stopping) is { IsActive: true } current ? current : null;

    private bool IsRunning(Webhook webhook) => running.TryGetValue((webhook.HubId, webhook.WebhookId), out var run) && !run.IsCompleted;

    // Once per outage.
    private void Tell(Exception exception)
    {
        if (!isInterrupted)
            LogInterrupted(exception.Message);

        isInterrupted = true;
    }

    [LoggerMessage(9201, LogLevel.Warning, "Webhooks can't be told now: {Reason}")]
    private partial void LogInterrupted(string reason);
}
