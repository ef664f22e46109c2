using CaseWorker.Processing.Webhooks;
using CaseWorker.Storage;
using CaseWorker.Storage.Webhooks;
using CaseWorker.Tests.Events;
using CaseWorker.Tests.Intake;
using CaseWorker.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CaseWorker.Tests.Webhooks;

/// <summary>Intake, a dispatcher and the sending of webhooks over one database, stepped by a test with its own clock.</summary>
internal sealed class WebhookRig : IDisposable
{
    private readonly EventProcess worker;

    private WebhookRig(IntakeRig rig)
    {
        Rig = rig;
        worker = new EventProcess(rig.Database, "worker", rig.Clock);
        Sender = new WebhookSender(Options.Create(new WebhookOptions { AllowPrivateNetworks = true }), rig.Clock);
        Runner = NewRunner();
        Replay = new WebhookReplay(rig.Database, rig.Clock);
    }

    public IntakeRig Rig { get; }

    public Database Database => Rig.Database;

    public WebhookSender Sender { get; }

    public WebhookRunner Runner { get; }

    public WebhookReplay Replay { get; }

    /// <summary>Hub 1 with webhooks as given, and nothing told yet.</summary>
    public static async Task<WebhookRig> StartAsync(Database database, string webhooks)
    {
        var rig = await IntakeRig.StartAsync(database, StorageRows.Noon);
        var started = new WebhookRig(rig);
        await started.DefineAsync(webhooks);
        return started;
    }

    /// <summary>Hub 1 has these webhooks from now on, and no others.</summary>
    public Task DefineAsync(string webhooks) =>
        Rig.ApplyAsync($$"""{ "prune": true, "hubs": [ { "id": 1, "name": "Main", "webhooks": [ {{webhooks}} ] } ] }""");

    public static string Hook(Receiver receiver, int id = 1, string more = "") =>
        $$"""{ "id": {{id}}, "url": "{{receiver.Url}}", "secret": "geheim ✓"{{more}} }""";

    public WebhookRunner NewRunner() => new(Database, Sender, Random.Shared, Rig.Clock, NullLogger<WebhookRunner>.Instance);

    public async Task<Webhook> FindAsync(int id = 1)
    {
        var book = new WebhookBook();
        await Database.ReadAsync(async session =>
        {
            await book.LoadAsync(session);
            return true;
        }, CancellationToken.None);
        return book.All.Single(webhook => webhook.WebhookId == id);
    }

    /// <summary>Stores cases; each has a CaseCreated and a CaseAssigned.</summary>
    public async Task StoreAsync(int count)
    {
        await Rig.StoreAsync([.. Enumerable.Range(0, count).Select(_ => Rig.Message())]);
        await NumberAsync();
    }

    public async Task NumberAsync()
    {
        await worker.KeepAsync();
        await worker.NumberAllAsync();
    }

    /// <summary>Tries what is due, until nothing is.</summary>
    public async Task RunAsync(int id = 1)
    {
        var webhook = await FindAsync(id);
        while (await Runner.RunAsync(webhook, CancellationToken.None) > 0)
        {
            // More may be due.
        }
    }

    public Task<List<WebhookDeliveryRow>> LogAsync(int id = 1) =>
        Database.ReadAsync(session => WebhookDeliveryStore.ListAsync(session, 1, id, null, 0, 1000), CancellationToken.None);

    public void Dispose() => Sender.Dispose();
}
