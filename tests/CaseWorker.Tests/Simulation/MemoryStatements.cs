using System.Reflection;
using CaseWorker.Storage;
using CaseWorker.Storage.Assignment;
using CaseWorker.Storage.Catalogs;
using CaseWorker.Storage.Intake;
using CaseWorker.Storage.Parking;
using CaseWorker.Storage.Partitions;

namespace CaseWorker.Tests.Simulation;

/// <summary>What the product's statements do to the tables in memory: so the simulation runs the product's own transactions, not a copy of them.</summary>
/// <remarks>A statement is known by its field. One that is missing here is refused, but for inserts, which nothing here reads.</remarks>
internal static class MemoryStatements
{
    private static readonly Dictionary<object, Func<MemorySession, Parameters, object?>> All = new(ReferenceEqualityComparer.Instance)
    {
        [Field(typeof(CatalogStore), "ReadVersion")] = (_, _) => World.Catalog.Version,
        [Field(typeof(IntakeStore), "Fence")] = (session, given) => session.Design.EpochCheck && session.Tables.Epochs[given.Get<int>("partitionId")] != given.Get<long>("epoch") ? 0 : 1,
        [Field(typeof(IntakeStore), "LockCounters")] = (session, given) => session.Tables.Counters.GetValueOrDefault((int)given.Id),
        [Field(typeof(IntakeStore), "SaveCounters")] = (session, given) => session.Tables.Counters[given.Row<ServiceCounterRow>().ServiceId] = given.Row<ServiceCounterRow>(),
        [Field(typeof(IntakeStore), "FindKeys")] = (session, given) => session.Design.KeyCheck ? session.Tables.FindKeys(given.Row<byte[]>()) : Enumerable.Empty<KnownKey>(),
        [Field(typeof(IntakeStore), "FindCaseIds")] = (session, given) => session.Design.KeyCheck && session.Tables.Cases.Exists(row => row.CaseId == given.Id) ? given.Id : null,
        [Field(typeof(IntakeStore), "FindParkedIds")] = (session, given) => session.Tables.Parked.Where(row => MemoryTables.Same(row.Row.KeyHash, given.Row<byte[]>())).Select(row => row.ParkedId),
        [IntakeTables.Cases] = (session, given) => Do(() => session.Tables.AddCase(given.Row<CaseRow>(), session.Design.KeyCheck)),
        [IntakeTables.Parked] = (session, given) => Do(() => session.Tables.AddParked(given.Row<ParkedRow>())),
        [IntakeTables.Held] = (session, given) => Do(() => session.Tables.AddHeld(given.Row<HeldRow>())),
        [Field(typeof(LineStore), "PeekLines")] = (session, given) => session.Tables.Lines[(int)given.Id],
        [Field(typeof(LineStore), "LockLines")] = (session, given) => session.Tables.Lines[(int)given.Id],
        [Field(typeof(LineStore), "SaveLines")] = (session, given) => session.Tables.Lines[given.Row<DepartmentLineRow>().DepartmentId] = given.Row<DepartmentLineRow>(),
        [Field(typeof(HeldStore), "ReadOldest")] = (session, given) => session.Tables.Held.Where(row => row.ServiceId == given.Get<int>("serviceId")).Take(given.Get<int>("count")).ToList(),
        [Field(typeof(HeldStore), "Delete")] = (session, given) => session.Tables.Held.RemoveAll(row => row.HeldId == given.Id),
        [Field(typeof(HeldStore), "CountPlaces")] = (session, given) => session.Tables.Held
            .Count(row => row.ServiceId == given.Get<int>("serviceId") && row.RetryOf == given.Get<long>("parkedId") && row.MessageKey == given.Get<string>("messageKey")),
        [Field(typeof(HeldStore), "Unblock")] = (session, given) => Unblock(session.Tables, given.Get<int>("serviceId"), given.Get<long>("parkedId")),
        [Field(typeof(ParkedStore), "LockRetries")] = (session, given) => session.Tables.Parked.Find(row => row.ParkedId == given.Id) is { } row
            ? new ParkedRetryRow { ParkedId = row.ParkedId, State = row.State, Attempts = row.Attempts, MessageKey = row.Row.Message.MessageKey }
            : null,
        [Field(typeof(ParkedStore), "Begin")] = (session, given) => Change(session, given, "parked", row =>
        {
            row.State = "retrying";
            row.Attempts++;
            row.Body = given.Get<byte[]>("body")!;
        }),
        [Field(typeof(ParkedStore), "Resolve")] = (session, given) => Change(session, given, null, row =>
        {
            row.State = "resolved";
            row.ResolvedCaseId = given.Get<int>("caseId");
        }),
        [Field(typeof(ParkedStore), "Return")] = (session, given) => Change(session, given, "retrying", row => row.State = "parked"),
        [Field(typeof(ParkedStore), "Unsend")] = (session, given) => Change(session, given, "retrying", row => row.State = "parked"),
        [Field(typeof(ParkedStore), "Discard")] = (session, given) => Change(session, given, "parked", row => row.State = "discarded"),
        [Field(typeof(PartitionStore), "Take")] = (session, given) => (long?)++session.Tables.Epochs[given.Get<int>("partitionId")],
        [Field(typeof(AttemptStore), "Read")] = (session, given) => session.Tables.Attempts.GetValueOrDefault(KeyOf(given)),
        [Field(typeof(AttemptStore), "CountUp")] = (session, given) => session.Tables.Attempts.ContainsKey(KeyOf(given)) ? Math.Min(1, ++session.Tables.Attempts[KeyOf(given)]) : 0,
        [Field(typeof(AttemptStore), "Add")] = (session, given) => session.Tables.Attempts[KeyOf(given)] = 1,
        [Field(typeof(AttemptStore), "Remove")] = (session, given) => session.Tables.Attempts.Remove(KeyOf(given)) ? 1 : 0,
        [Field(typeof(RouterTurnStore), "Take")] = (session, given) => Do(() => session.Tables.RouterTurn = given.Get<string>("channel")),
        [Field(typeof(RouterTurnStore), "Hold")] = (session, given) => session.Design.RouterTurns && session.Tables.RouterTurn != given.Get<string>("channel") ? 0 : 1,
        [Field(typeof(HandOverStore), "Add")] = (session, given) => AddHandOver(session.Tables, given),
        [Field(typeof(HandOverStore), "Finish")] = (session, given) => FinishHandOver(session.Tables, given),
        [Field(typeof(HandOverStore), "FindOpen")] = (session, given) => session.Tables.HandOvers
            .Where(row => !row.IsDone && row.Channel != given.Get<string>("channel") && MemoryTables.Same(row.BodyHash, given.Get<byte[]>("bodyHash")!))
            .Take(given.Get<int>("count")).Select(row => row.MessageKey).ToList(),
        [Field(typeof(HandOverStore), "FindDone")] = (session, given) => session.Tables.HandOvers
            .Exists(row => row.IsDone && row.Channel != given.Get<string>("channel") && MemoryTables.Same(row.BodyHash, given.Get<byte[]>("bodyHash")!)) ? 1L : null,
    };

    public static object? Run(MemorySession session, object statement, string text, Parameters given)
    {
        if (All.TryGetValue(statement, out var effect))
            return effect(session, given);

        return text.StartsWith("INSERT", StringComparison.Ordinal)
            ? null
            : throw new NotSupportedException($"The simulation must be taught what this statement does, in {nameof(MemoryStatements)}: {text}");
    }

    private static object Field(Type store, string name) =>
        store.GetField(name, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)?.GetValue(null)
        ?? throw new InvalidOperationException($"{store.Name} must have a statement {name}.");

    private static object? Do(Action effect)
    {
        effect();
        return null;
    }

    private static string KeyOf(Parameters given) => Convert.ToHexString(given.Get<byte[]>("keyHash")!);

    private static int Unblock(MemoryTables tables, int serviceId, long parkedId)
    {
        if (tables.Counters[serviceId].BlockedBy != parkedId)
            return 0;

        tables.Counters[serviceId] = tables.Counters[serviceId] with { BlockedBy = null };
        return 1;
    }

    private static int Change(MemorySession session, Parameters given, string? from, Action<ParkedMemory> change)
    {
        var row = session.Tables.Parked.Find(row => row.ParkedId == given.Get<long>("parkedId"));
        var isExpected = row is not null && (from is null ? row.State is "parked" or "retrying" : row.State == from);
        if (!isExpected || (given.Has("attempts") && row!.Attempts != given.Get<int>("attempts")))
            return 0;

        change(row!);
        return 1;
    }

    private static object? AddHandOver(MemoryTables tables, Parameters given)
    {
        var row = new HandOverMemory(given.Column<byte[]>("BodyHash"), given.Column<string>("MessageKey"), given.Column<string>("Channel"));
        if (!tables.HandOvers.Exists(other => !other.IsDone && other.MessageKey == row.MessageKey))
            tables.HandOvers.Add(row);

        return null;
    }

    private static object? FinishHandOver(MemoryTables tables, Parameters given)
    {
        foreach (var row in tables.HandOvers.Where(row => !row.IsDone && row.MessageKey == given.Column<string>("MessageKey")))
            (row.IsDone, row.Channel) = (true, given.Column<string>("Channel"));

        return null;
    }
}
