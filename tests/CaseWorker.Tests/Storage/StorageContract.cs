using CaseWorker.Storage;
using Xunit;

namespace CaseWorker.Tests.Storage;

/// <summary>What both dialects must do alike. Derive one abstract class per store, and from that one sealed class per dialect.</summary>
public abstract class StorageContract(StorageFixture fixture) : IAsyncLifetime
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>An instant with whole milliseconds, as the tables keep them.</summary>
    protected static DateTimeOffset Noon => StorageRows.Noon;

    protected StorageFixture Fixture { get; } = fixture;

    /// <summary>Migrated and empty, for this test alone.</summary>
    protected Database Database { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync() => Database = await Fixture.OpenFreshAsync();

    public async ValueTask DisposeAsync()
    {
        if (Database is not null)
            await Database.DisposeAsync();
    }

    internal Task<T> WriteAsync<T>(Func<Session, Task<T>> work) => Database.WriteAsync(work, Cancellation);

    internal Task WriteAsync(Func<Session, Task> work) => Database.WriteAsync(work, Cancellation);

    internal Task<T> ReadAsync<T>(Func<Session, Task<T>> work) => Database.ReadAsync(work, Cancellation);
}
