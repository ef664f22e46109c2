using CaseWorker.Storage;

namespace CaseWorker.Tests.Simulation;

/// <summary>The product's door to the database, on tables in memory, for parts that open their own transactions. The simulation lets them do so only while it answers.</summary>
internal sealed class MemoryDatabase(MemorySession session) : Database
{
    public override StorageProvider Provider => StorageProvider.Sqlite;

    public override int MaxBatch => 500;

    internal override string ConnectionString => "";

    public override Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation, int weight = 1) => work(session);

    public override Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation) => work(session);

    public override bool IsTransient(Exception exception) => false;

    public override bool IsDuplicate(Exception exception) => false;

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
