using CaseWorker.Storage;
using CaseWorker.Storage.Catalogs;
using CaseWorker.Storage.Webhooks;

namespace CaseWorker.Processing.Webhooks;

/// <summary>The webhooks as this process knows them. Thread-safe.</summary>
public sealed class WebhookBook
{
    private volatile Page known = new(-1, []);

    /// <summary>The webhooks of all hubs, as of the last <see cref="LoadAsync"/>.</summary>
    public IReadOnlyList<Webhook> All => known.All;

    /// <summary>The version of the catalogue that <see cref="All"/> is of; -1 before the first <see cref="LoadAsync"/>.</summary>
    public long Version => known.Version;

    /// <summary>Asks the database, and reads the webhooks again if the catalogue changed.</summary>
    /// <param name="session">One that reads: what a transaction sees may never be committed.</param>
    public async Task LoadAsync(Session session) => known = await ReadAsync(session);

    /// <summary>The webhook as the database has it now; null: it is gone.</summary>
    /// <param name="session">One that reads, as in <see cref="LoadAsync"/>.</param>
    public async Task<Webhook?> FindAsync(Session session, int hubId, int webhookId)
    {
        var page = await ReadAsync(session);
        known = page;
        return page.All.FirstOrDefault(webhook => webhook.HubId == hubId && webhook.WebhookId == webhookId);
    }

    /// <summary>Those that want an event of a hub, as the caller's transaction sees the catalogue. What is read here is not kept.</summary>
    public async Task<Func<int, string, IEnumerable<Webhook>>> OpenAsync(Session session)
    {
        var byHub = (await ReadAsync(session)).All.ToLookup(webhook => webhook.HubId);
        return (hubId, eventName) => byHub[hubId].Where(webhook => webhook.Wants(eventName));
    }

    private async Task<Page> ReadAsync(Session session)
    {
        var page = known;
        for (var version = await CatalogStore.ReadVersionAsync(session); version != page.Version; version = await CatalogStore.ReadVersionAsync(session))
            page = new Page(version, [.. (await WebhookDeliveryStore.ReadDefinitionsAsync(session)).Select(Webhook.Of)]);

        return page;
    }

    private sealed record Page(long Version, IReadOnlyList<Webhook> All);
}
