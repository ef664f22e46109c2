using CaseWorker.Storage;

namespace CaseWorker.Tests.Simulation;

/// <summary>The product's door to the database, on tables in memory, for parts that open their own transactions. The simulation lets them do so only while it answers.</summary>
internal sealed class MemoryDatabase(MemorySession session) : Database
{
    public override StorageProvider Provider => StorageProvider.Sqlite;

    public override int MaxBatch => 500;

    internal override string ConnectionString => "";

    public override Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation, int weight = 1) =>
        session.Tables.MayFail ? WriteOrRollBackAsync(work) : work(session);

    public override Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation) => work(session);

    // A broken promise is no failure of a message: it must come out.
    public override bool IsTransient(Exception exception) => exception is not UnforeseenException;

    public override bool IsDuplicate(Exception exception) => false;

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<T> WriteOrRollBackAsync<T>(Func<Session, Task<T>> work)
    {
        var rollBack = session.Tables.Save();
        try
        {
            return await work(session);
        }
        catch (UnforeseenException)
        {
            rollBack();
            throw;
        }
    }
}
