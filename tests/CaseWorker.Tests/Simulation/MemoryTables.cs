using CaseWorker.Processing.Partitions;
using CaseWorker.Storage.Assignment;
using CaseWorker.Storage.Intake;
using CaseWorker.Storage.Parking;

namespace CaseWorker.Tests.Simulation;

/// <summary>The tables that decide about order and repetition, in memory.</summary>
internal sealed class MemoryTables
{
    private long lastParkedId;
    private long lastHeldId;

    public long[] Epochs { get; } = new long[World.Partitions];

    /// <summary>Where each worker that ever lived says that it stands with each partition.</summary>
    public Dictionary<string, Seat[]> Seats { get; } = [];

    /// <summary>The channel that hands on; null before the first.</summary>
    public string? RouterTurn { get; set; }

    public Dictionary<int, ServiceCounterRow> Counters { get; } = World.Catalog.Services.ToDictionary(
        service => service.ServiceId,
        service => new ServiceCounterRow { ServiceId = service.ServiceId, LastSequence = 0, LastStoredAt = DateTimeOffset.UnixEpoch });

    public Dictionary<int, DepartmentLineRow> Lines { get; } = World.Catalog.Departments.ToDictionary(
        department => department.DepartmentId,
        department => new DepartmentLineRow { DepartmentId = department.DepartmentId, Waiting = 0 });

    public List<CaseRow> Cases { get; } = [];

    public List<ParkedMemory> Parked { get; } = [];

    public List<HeldMessageRow> Held { get; } = [];

    public List<HandOverMemory> HandOvers { get; } = [];

    /// <summary>True: some message of this seed can't be stored, so that transactions must be able to roll back.</summary>
    public bool MayFail { get; set; }

    /// <summary>By key hash in hex.</summary>
    public Dictionary<string, int> Attempts { get; } = [];

    /// <summary>Held to the unique indexes of SupportCase.</summary>
    public void AddCase(CaseRow row, bool keysAreUnique)
    {
        if (row.Notes == nameof(MessageKind.Throws))
            throw new UnforeseenException();

        foreach (var other in Cases)
        {
            if (other.CaseId == row.CaseId || (other.ServiceId == row.ServiceId && other.Sequence == row.Sequence))
                throw new ViolationException($"Case {row.CaseId} with sequence {row.Sequence} of service {row.ServiceId} was stored before.");
            if (keysAreUnique && Same(other.KeyHash, row.KeyHash))
                throw new ViolationException($"The unique index refuses a second case of key {row.MessageKey}.");
        }

        Cases.Add(row);
    }

    public void AddParked(ParkedRow row) => Parked.Add(new ParkedMemory(++lastParkedId, row));

    public void AddHeld(HeldRow row) => Held.Add(new HeldMessageRow
    {
        HeldId = ++lastHeldId,
        PartitionId = row.PartitionId,
        ServiceId = row.ServiceId,
        KeyHash = row.KeyHash,
        BodyHash = row.BodyHash,
        HeldAt = row.HeldAt,
        Body = row.Message.Body,
        MessageKey = row.Message.MessageKey,
        CaseId = row.Message.CaseId,
        HubId = row.Message.HubId,
        Source = row.Message.Source,
        SourceN = row.Message.SourceN,
        AcceptedAt = row.Message.AcceptedAt,
        RetryOf = row.Message.RetryOf,
        PossibleDuplicate = row.Message.PossibleDuplicate,
        Version = row.Message.Version,
        FromGateway = row.Message.FromGateway,
    });

    /// <summary>What a transaction of intake may change, as it is now.</summary>
    /// <returns>Takes it all back.</returns>
    public Action Save()
    {
        var (counters, lines, cases, held) = (Counters.ToList(), Lines.ToList(), Cases.Count, Held.ToList());
        var parked = Parked.ConvertAll(row => (Row: row, row.Body, row.State, row.Attempts, row.ResolvedCaseId));
        return () =>
        {
            counters.ForEach(pair => Counters[pair.Key] = pair.Value);
            lines.ForEach(pair => Lines[pair.Key] = pair.Value);
            Cases.RemoveRange(cases, Cases.Count - cases);
            Held.Clear();
            Held.AddRange(held);
            Parked.RemoveRange(parked.Count, Parked.Count - parked.Count);
            parked.ForEach(saved => (saved.Row.Body, saved.Row.State, saved.Row.Attempts, saved.Row.ResolvedCaseId) = (saved.Body, saved.State, saved.Attempts, saved.ResolvedCaseId));
        };
    }

    public IEnumerable<KnownKey> FindKeys(byte[] hash)
    {
        foreach (var row in Cases)
        {
            if (Same(row.KeyHash, hash))
                yield return new KnownKey { KeyHash = row.KeyHash, BodyHash = row.BodyHash, CaseId = row.CaseId, Place = "case" };
        }

        foreach (var parked in Parked)
        {
            if (Same(parked.Row.KeyHash, hash))
                yield return new KnownKey { KeyHash = parked.Row.KeyHash, BodyHash = parked.Row.BodyHash, CaseId = parked.Row.Message.CaseId, Place = "parked" };
        }

        foreach (var held in Held)
        {
            if (Same(held.KeyHash, hash))
                yield return new KnownKey { KeyHash = held.KeyHash, BodyHash = held.BodyHash, CaseId = held.CaseId, Place = "held" };
        }
    }

    public static bool Same(byte[] one, byte[] other) => one.AsSpan().SequenceEqual(other);
}

/// <summary>A row of ParkedMessage.</summary>
internal sealed class ParkedMemory(long parkedId, ParkedRow row)
{
    public long ParkedId { get; } = parkedId;

    public ParkedRow Row { get; } = row;

    public byte[] Body { get; set; } = row.Message.Body;

    public string State { get; set; } = "parked";

    public int Attempts { get; set; } = 1;

    public int? ResolvedCaseId { get; set; }
}

/// <summary>A row of RouterHandOver.</summary>
internal sealed class HandOverMemory(byte[] bodyHash, string messageKey, string channel)
{
    public byte[] BodyHash { get; } = bodyHash;

    public string MessageKey { get; } = messageKey;

    public string Channel { get; set; } = channel;

    public bool IsDone { get; set; }
}
