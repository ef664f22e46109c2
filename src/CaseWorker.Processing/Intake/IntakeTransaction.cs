using CaseWorker.Processing.Assignment;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Events;
using CaseWorker.Processing.Parking;
using CaseWorker.Processing.Partitions;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using CaseWorker.Storage.Parking;

namespace CaseWorker.Processing.Intake;

/// <summary>One batch inside one transaction: decides message after message in their order, then writes all rows.</summary>
/// <remarks>
/// Steps: understand, lock the services, look up what is known, open the departments, decide each message, write.
/// Made anew for each try, since a transaction can be run again.
/// </remarks>
/// <param name="spareIds">Case ids for messages that came without one; at least as many as there are such messages.</param>
internal sealed class IntakeTransaction(
    Session session,
    Catalog catalog,
    PartitionCount partitions,
    string worker,
    IEnumerable<int> spareIds,
    Random random,
    DateTimeOffset now)
{
    /// <summary>The reason under which a message is parked that failed again and again, nobody knows why.</summary>
    public const string Failed = "failed";

    /// <summary>How many held messages one transaction runs at most.</summary>
    public const int HeldLimit = 500;

    private readonly Queue<int> spareIds = new(spareIds);
    private readonly IntakeRows rows = new();
    private Dictionary<int, ServiceCounterRow> counters = [];
    private Dictionary<int, DepartmentLine> lines = [];
    private KnownMessages known = new([]);
    private HashSet<int> usedCaseIds = [];
    private Dictionary<long, ParkedRetryRow> retries = [];

    /// <summary>True: what finds others held before it joins them instead of running them first, so that it fails for itself only.</summary>
    public bool JoinsLine { get; init; }

    /// <summary>The held message that was run last; 0 before the first.</summary>
    public long LastHeldId { get; private set; }

    /// <summary>Stores the messages of a lane, in order.</summary>
    /// <param name="items">As the catalogue of this transaction has them.</param>
    public async Task StoreAsync(IReadOnlyList<IntakeItem> items)
    {
        await OpenAsync(
            items.Select(item => item.Service).OfType<Service>().Distinct().ToList(),
            items.Where(item => item.Wish is not null).Select(item => item.DepartmentId).OfType<int>());
        known = new KnownMessages(await IntakeStore.FindKeysAsync(session, [.. items.Select(item => item.KeyHash)]));
        usedCaseIds = await IntakeStore.FindUsedCaseIdsAsync(session, [.. items.Select(item => item.Message.CaseId).OfType<int>()]);
        retries = await ParkedStore.LockRetriesAsync(session, items.Select(item => item.Message.RetryOf).OfType<long>());
        foreach (var item in items)
            await StoreAsync(item);

        await CloseAsync();
    }

    /// <summary>Runs the held messages of a service whose head was repaired or discarded, the oldest up to <see cref="HeldLimit"/>.</summary>
    /// <returns>How many are still held afterwards; 0 also when the service is blocked again or never was.</returns>
    public Task<int> RunHeldAsync(Service service) => RunHeldAsync(service, HeldLimit, null);

    /// <inheritdoc cref="RunHeldAsync(Service)"/>
    /// <param name="limit">How many at most.</param>
    /// <param name="fault">A message that is parked when its turn comes; null: none.</param>
    public async Task<int> RunHeldAsync(Service service, int limit, HeldFault? fault)
    {
        await OpenAsync([service], []);
        if (counters[service.ServiceId].BlockedBy is null)
            await DrainHeldAsync(service, limit, fault);

        await CloseAsync();
        var counter = counters[service.ServiceId];
        return counter.BlockedBy is null ? counter.Held : 0;
    }

    /// <param name="chosen">Departments that callers chose themselves.</param>
    private async Task OpenAsync(List<Service> services, IEnumerable<int> chosen)
    {
        counters = await IntakeStore.LockCountersAsync(session, services.Select(service => service.ServiceId));
        var departments = services.Select(service => service.DepartmentId).Union(chosen).Select(catalog.FindDepartment).OfType<Department>().ToList();
        lines = await DepartmentLines.OpenAsync(session, departments, now, random);
    }

    private async Task StoreAsync(IntakeItem item)
    {
        if (known.IsRepetition(item) || IsStaleRetry(item.Message))
            return;

        if (item.Service is { } service && counters.TryGetValue(service.ServiceId, out var counter) && !IsHeadRepaired(item.Message, counter))
        {
            if (counter is { BlockedBy: null, Held: > 0 } && !JoinsLine)
                await DrainHeldAsync(service);

            if (counters[service.ServiceId] is { BlockedBy: not null } or { Held: > 0 })
            {
                Hold(item, service);
                return;
            }
        }

        await DecideAsync(item, known);
        if (!JoinsLine && item is { Message.RetryOf: not null, Service: { } repaired } && counters[repaired.ServiceId].BlockedBy is null && counters[repaired.ServiceId].Held > 0)
            await DrainHeldAsync(repaired);
    }

    // A retry that came twice, or whose row was settled meanwhile, has nothing left to do.
    private bool IsStaleRetry(IntakeMessage message) =>
        message.RetryOf is { } parkedId && (!retries.TryGetValue(parkedId, out var row) || !RetryKey.IsCurrent(row, message));

    // Only the repair of the head passes a blocked service's line; a retry of another message joins it, like all that comes later.
    private static bool IsHeadRepaired(IntakeMessage message, ServiceCounterRow counter) =>
        message.RetryOf is { } parkedId && counter.BlockedBy == parkedId;

    private void Hold(IntakeItem item, Service service)
    {
        // The id is given now, so that running the message later needs nothing from outside the transaction.
        var message = item.Message with { CaseId = item.Message.CaseId ?? spareIds.Dequeue() };
        rows.AddHeld(new HeldRow(message, PartitionOf(service), service.ServiceId, item.KeyHash, item.BodyHash, now));
        known.Add(item);
        Change(service, counter => counter with { Held = counter.Held + 1 });
    }

    private Task DrainHeldAsync(Service service) => DrainHeldAsync(service, HeldLimit, null);

    private async Task DrainHeldAsync(Service service, int limit, HeldFault? fault)
    {
        // Rows of this very batch are not in the table yet; they are newer than all that is.
        var held = await HeldStore.ReadOldestAsync(session, service.ServiceId, limit);
        var promised = held.Select(row => row.CaseId).OfType<int>().ToList();
        usedCaseIds.UnionWith(await IntakeStore.FindUsedCaseIdsAsync(session, promised));

        // That a message is held must not make it look like a repetition of itself; what became of its key elsewhere counts.
        var keys = await IntakeStore.FindKeysAsync(session, [.. held.Select(row => row.KeyHash)]);
        var taken = new KnownMessages(keys.Where(key => key.Place != "held"));
        foreach (var (parkedId, row) in await ParkedStore.LockRetriesAsync(session, held.Select(row => row.RetryOf).OfType<long>()))
            retries[parkedId] = row;

        var done = new List<long>();
        foreach (var row in held)
        {
            if (counters[service.ServiceId].BlockedBy is not null)
                break;

            LastHeldId = row.HeldId;
            done.Add(row.HeldId);
            Change(service, counter => counter with { Held = counter.Held - 1 });
            if (row.RetryOf is { } parkedId && retries.TryGetValue(parkedId, out var parked) && IsPlaceOf(parked, row.Message))
                Reach(service, parked);
            else if (!IsStaleRetry(row.Message))
                await DecideAsync(IntakeItem.Of(ReadingOf(row, fault), catalog), taken);
        }

        await HeldStore.DeleteAsync(session, done);
    }

    private static MessageReading ReadingOf(HeldMessageRow row, HeldFault? fault)
    {
        var reading = MessageReading.Of(row.Message with { ServiceId = row.ServiceId });
        return fault?.HeldId == row.HeldId ? reading with { Fault = Failed, FaultDetail = fault.Detail } : reading;
    }

    // See MessageParker: what was parked unread while others were held. A retry has a key of its own.
    private static bool IsPlaceOf(ParkedRetryRow parked, IntakeMessage held) =>
        string.Equals(parked.MessageKey, held.MessageKey, StringComparison.Ordinal);

    private void Reach(Service service, ParkedRetryRow parked)
    {
        if (service.Blocks && parked.State is ("parked" or "retrying"))
            Change(service, counter => counter with { BlockedBy = parked.ParkedId });
    }

    private async Task DecideAsync(IntakeItem item, KnownMessages taken)
    {
        var (fault, detail) = FaultOf(item, taken);
        if (fault is not null || item.Service is null)
            await ParkAsync(item, fault ?? "unknown-service", detail);
        else
            await NumberAsync(item, item.Service);

        known.Add(item);
        if (taken != known)
            taken.Add(item);
    }

    private (string? Fault, string? Detail) FaultOf(IntakeItem item, KnownMessages taken)
    {
        if (taken.IsKeyReused(item))
            return ("key-reused", "The message key must be new or repeat the same body, is that of another message.");
        if (item.Fault is not null)
            return (item.Fault, item.FaultDetail);
        if (item.Message.CaseId is { } caseId && usedCaseIds.Contains(caseId))
            return ("case-id-taken", $"The case id must be free, is {caseId}, which another message has.");

        return (null, null);
    }

    private async Task ParkAsync(IntakeItem item, string reason, string? detail)
    {
        var key = item.Message.RetryOf is { } retried && retries.TryGetValue(retried, out var retry) ? retry.MessageKey : item.Message.MessageKey;
        rows.AddParkedEvent(CaseEvents.OfParked(item.Message with { MessageKey = key }, item.Service?.HubId ?? item.Message.HubId, item.Service?.ServiceId, reason, now));
        if (item.Message.RetryOf is { } parkedId)
        {
            await ParkedStore.ReturnAsync(session, parkedId, reason, detail, now);
            retries.Remove(parkedId);
            return;
        }

        var row = new ParkedRow(
            item.Message with { HubId = item.Service?.HubId ?? item.Message.HubId },
            item.Service is null ? null : PartitionOf(item.Service),
            item.Service?.ServiceId,
            item.KeyHash,
            item.BodyHash,
            reason,
            detail,
            Headers: null,
            Attempts: 1,
            now);
        if (item.Service is not { Blocks: true } service)
        {
            rows.AddParked(row);
            return;
        }

        await IntakeStore.AddParkedAsync(session, [row]);
        var blockedBy = await IntakeStore.FindParkedIdAsync(session, item.KeyHash);
        Change(service, counter => counter with { BlockedBy = blockedBy });
    }

    private async Task NumberAsync(IntakeItem item, Service service)
    {
        var counter = counters[service.ServiceId];
        var storedAt = now > counter.LastStoredAt ? now : counter.LastStoredAt;
        var department = DepartmentOf(item, service);
        var decision = Decide(item, department);
        var row = CaseRows.Of(item, service, counter.LastSequence + 1, item.Message.CaseId ?? spareIds.Dequeue(), decision, worker, storedAt, catalog.DueOf(service.ServiceId));
        if (item.Wish is { } wish)
            row = rows.AddWish(CaseRows.With(row, wish, department, catalog.DueOf(service.ServiceId)), wish);

        rows.AddCase(row, item.Request!.CustomProperties, decision);
        usedCaseIds.Add(row.CaseId);
        Change(service, state => state with { LastSequence = row.Sequence, LastStoredAt = storedAt });
        if (item.Message.RetryOf is { } parkedId)
        {
            await ParkedStore.ResolveAsync(session, parkedId, row.CaseId, now);
            Change(service, state => state.BlockedBy == parkedId ? state with { BlockedBy = null } : state);
        }
    }

    // Null: the case is stored closed without a rep, or with the member of the department that the caller named.
    private Decision? Decide(IntakeItem item, Department department)
    {
        var line = lines[department.DepartmentId];
        if (item.Request!.AutoClose == true)
            return null;
        if (item.Wish is not { Status: "closed" } closed)
            return line.Admit(item.Wish?.RepId);

        return department.Reps.All(rep => rep.RepId != closed.RepId) && line.Settle() is { Rep: not null } settled ? settled : null;
    }

    // A held message is decided in a transaction that may not have opened the department its caller chose: then the service's must do.
    private Department DepartmentOf(IntakeItem item, Service service) =>
        item.Wish?.DepartmentId is { } id && lines.ContainsKey(id) && catalog.FindDepartment(id) is { } chosen && chosen.HubId == service.HubId
            ? chosen
            : catalog.FindDepartment(service.DepartmentId)!;

    private async Task CloseAsync()
    {
        await rows.WriteAsync(session);
        await IntakeStore.SaveCountersAsync(session, [.. counters.Values.OrderBy(counter => counter.ServiceId)]);
        await DepartmentLines.SaveAsync(session, lines.Values);
    }

    private void Change(Service service, Func<ServiceCounterRow, ServiceCounterRow> change) =>
        counters[service.ServiceId] = change(counters[service.ServiceId]);

    private int PartitionOf(Service service) => PartitionRule.PartitionOf(service.ServiceId, partitions.Value);
}
