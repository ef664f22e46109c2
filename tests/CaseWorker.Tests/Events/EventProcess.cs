using CaseWorker.Processing;
using CaseWorker.Processing.Events;
using CaseWorker.Processing.Webhooks;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Storage;

namespace CaseWorker.Tests.Events;

/// <summary>The part of a process that dispatches events, stepped by a test.</summary>
internal sealed class EventProcess(Database database, string name, TimeProvider clock, bool hasBroker = false)
{
    private EventNumberer? numberer;

    public EventLeases Leases { get; } = new(database, new Instance(name), clock);

    public IEnumerable<int> Lanes => Leases.Held.Select(lane => lane.LaneId);

    /// <summary>An event of a case, as short as can be.</summary>
    public static OutboxRow Event(int caseId, int hubId = 1) => new(
        EventLaneRule.LaneOf(caseId), hubId, caseId, "CaseUpdated", Guid.NewGuid().ToString("D"), "{}", StorageRows.Noon);

    public Task KeepAsync() => Leases.KeepAsync(CancellationToken.None);

    /// <summary>Numbers everything that waits in its lanes. Returns how many events.</summary>
    public async Task<int> NumberAllAsync()
    {
        numberer ??= new EventNumberer(database, Leases, new WebhookBook(), clock, hasBroker);
        var all = 0;
        while (await numberer.NumberAsync(CancellationToken.None) is > 0 and var count)
            all += count;

        return all;
    }
}
