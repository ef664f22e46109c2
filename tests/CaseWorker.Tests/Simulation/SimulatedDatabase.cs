using System.Reflection;
using CaseWorker.Processing;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Intake;
using CaseWorker.Processing.Partitions;
using CaseWorker.Storage.Intake;
using CaseWorker.Storage.Partitions;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseWorker.Tests.Simulation;

/// <summary>What became of an attempt to hold the partition's row.</summary>
internal enum Hold
{
    Held,
    Fenced,

    /// <summary>The database is away, or another transaction has the row.</summary>
    NotNow,
}

/// <summary>The database as its clients meet it: it can be away, and its answer to a commit can be lost.</summary>
/// <remarks>
/// A batch transaction is two steps, the fence and the rest with the commit, between which others run; the row of the partition is
/// locked meanwhile, as both dialects do it. All other transactions are single steps: each locks, before it reads anything that
/// matters, the counter of the service or the row that it changes.
/// </remarks>
internal sealed class SimulatedDatabase
{
    // As after a first load: what the catalogue is made of is not kept in memory here.
    private static readonly FieldInfo Known = typeof(CatalogCache).GetField("current", BindingFlags.Instance | BindingFlags.NonPublic)!;

    private readonly object?[] lockedBy = new object?[World.Partitions];
    private readonly int[] open = new int[World.Partitions];
    private readonly World world;

    public SimulatedDatabase(World world)
    {
        this.world = world;
        Session = new MemorySession(Tables, world.Design);
        var door = new MemoryDatabase(Session);
        var catalogs = new CatalogCache(door, world.Clock);
        Known.SetValue(catalogs, World.Catalog);
        Parker = new MessageParker(door, catalogs, world.Clock);
        var (partitions, sweep) = (new PartitionCount(World.Partitions), new Instance("sweep"));
        HeldLine = new HeldLine(door, catalogs, partitions, sweep, world.Random, world.Clock, NullLogger<HeldLine>.Instance);
        HeldRunner = new HeldRunner(door, catalogs, HeldLine, partitions, sweep, world.Random, world.Clock, NullLogger<HeldRunner>.Instance);
    }

    public MemoryTables Tables { get; } = new();

    public MemorySession Session { get; }

    public MessageParker Parker { get; }

    public HeldLine HeldLine { get; }

    public HeldRunner HeldRunner { get; }

    public bool IsAway { get; set; }

    public bool IsLocked(int partition) => lockedBy[partition] is not null;

    /// <summary>Null: not now.</summary>
    public long? TryTake(int partition, string worker) => IsAway || lockedBy[partition] is not null
        ? null
        : Done(PartitionStore.TakeAsync(Session, partition, worker, world.Now));

    /// <summary>Begins a batch transaction: from here to its end lies the processing interval (design 1.3).</summary>
    public Hold TryHold(object holder, int partition, long epoch)
    {
        if (IsAway || (world.Design.EpochCheck && lockedBy[partition] is not null))
            return Hold.NotNow;
        if (!Done(IntakeStore.HoldPartitionAsync(Session, partition, epoch, world.Now)))
            return Hold.Fenced;
        if (++open[partition] > 1)
            throw new ViolationException($"Two processing intervals of partition {partition} overlap.");

        lockedBy[partition] = holder;
        return Hold.Held;
    }

    /// <summary>Ends the batch transaction, committed or rolled back.</summary>
    public void Release(object holder, int partition)
    {
        if (lockedBy[partition] == holder)
            lockedBy[partition] = null;

        open[partition]--;
    }

    /// <summary>One transaction: all of it or nothing.</summary>
    /// <exception cref="UnforeseenException">Nothing of it.</exception>
    public void Transact(Action work)
    {
        var rollBack = Tables.MayFail ? Tables.Save() : null;
        try
        {
            work();
        }
        catch (UnforeseenException)
        {
            rollBack!();
            throw;
        }
    }

    /// <summary>The result of work that was done in memory, thus at once.</summary>
    public static T Done<T>(Task<T> work)
    {
        Done((Task)work);
        return work.Result;
    }

    /// <inheritdoc cref="Done{T}"/>
    public static void Done(Task work)
    {
        if (!work.IsCompleted)
            throw new InvalidOperationException("Nothing in the simulation may wait.");

        work.GetAwaiter().GetResult();
    }
}
