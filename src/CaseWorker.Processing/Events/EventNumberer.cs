using CaseWorker.Processing.Webhooks;
using CaseWorker.Storage;
using CaseWorker.Storage.Events;
using CaseWorker.Storage.Webhooks;

namespace CaseWorker.Processing.Events;

/// <summary>Gives waiting events their numbers and puts them before the webhooks that want them, hundreds in one short transaction.</summary>
/// <param name="hasBroker">False: an event that has its number is told, since whoever listens reads the table.</param>
public sealed class EventNumberer(Database database, EventLeases leases, WebhookBook webhooks, TimeProvider clock, bool hasBroker)
{
    private const int BatchSize = 400;

    /// <summary>Numbers what waits first in the lanes of this process.</summary>
    /// <returns>How many events; 0: nothing waits.</returns>
    public async Task<int> NumberAsync(CancellationToken cancellation)
    {
        if (leases.Held is not { Count: > 0 } held)
            return 0;

        var waiting = await database.ReadAsync(FindAsync, cancellation);
        HeldLane[] lanes = [.. held.Where(lane => waiting.Contains(lane.LaneId))];
        return lanes.Length == 0 ? 0 : await database.WriteAsync(session => NumberAsync(session, lanes), cancellation, BatchSize);
    }

    private async Task<List<int>> FindAsync(Session session)
    {
        await webhooks.LoadAsync(session);
        return await OutboxStore.FindUnnumberedAsync(session);
    }

    private async Task<int> NumberAsync(Session session, HeldLane[] lanes)
    {
        var rows = new List<UnnumberedEventRow>();
        foreach (var lane in await leases.HoldAsync(session, lanes))
            rows.AddRange(await OutboxStore.ReadUnnumberedAsync(session, lane.LaneId, BatchSize / lanes.Length));

        var now = clock.GetUtcNow();
        var wanting = await webhooks.OpenAsync(session);
        var marks = new List<EventMark>(rows.Count);
        var deliveries = new List<NewDelivery>();
        foreach (var hub in rows.GroupBy(row => row.HubId).OrderBy(hub => hub.Key))
        {
            var count = hub.Count();
            var next = await OutboxStore.TakeNumbersAsync(session, hub.Key, count) - count;
            foreach (var row in hub)
            {
                marks.Add(new EventMark(row.OutboxId, ++next, hasBroker ? null : now));
                deliveries.AddRange(wanting(row.HubId, row.EventName).Select(webhook => new NewDelivery(row.OutboxId, row.HubId, webhook.WebhookId, row.CaseId, next, now)));
            }
        }

        await OutboxStore.MarkAsync(session, marks);
        foreach (var (hubId, webhookId) in deliveries.Select(delivery => (delivery.HubId, delivery.WebhookId)).Distinct().Order())
            await WebhookHealthStore.LockAsync(session, hubId, webhookId);

        await WebhookDeliveryStore.AddAsync(session, deliveries);
        return marks.Count;
    }
}
