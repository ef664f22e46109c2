using CaseWorker.Storage;
using CaseWorker.Tests.Storage;

namespace CaseWorker.Tests.Enqueue.Http;

/// <summary>Databases that the test can take away and give back.</summary>
internal sealed class UnreachableStorage(StorageFixture inner) : StorageFixture
{
    public bool IsAway { get; set; }

    public override async Task<Database> OpenFreshAsync() => new UnreachableDatabase(await inner.OpenFreshAsync(), this);

    public override Task<StorageOptions> NewPlaceAsync() => inner.NewPlaceAsync();

    private sealed class UnreachableDatabase(Database inner, UnreachableStorage storage) : Database
    {
        public override StorageProvider Provider => inner.Provider;

        public override int MaxBatch => inner.MaxBatch;

        internal override string ConnectionString => inner.ConnectionString;

        public override Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation, int weight = 1) =>
            storage.IsAway ? Task.FromException<T>(new IOException("away")) : inner.WriteAsync(work, cancellation, weight);

        public override Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation) =>
            storage.IsAway ? Task.FromException<T>(new IOException("away")) : inner.ReadAsync(work, cancellation);

        public override bool IsTransient(Exception exception) => exception is IOException || inner.IsTransient(exception);

        public override bool IsDuplicate(Exception exception) => inner.IsDuplicate(exception);

        public override ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
