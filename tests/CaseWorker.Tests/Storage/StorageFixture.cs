using CaseWorker.Storage;

namespace CaseWorker.Tests.Storage;

/// <summary>Where the databases of one dialect come from.</summary>
public abstract class StorageFixture
{
    /// <summary>A migrated database without any rows but those of the migrations; the caller disposes it.</summary>
    public abstract Task<Database> OpenFreshAsync();

    /// <summary>The connection to a place where there is no schema, and perhaps no database yet.</summary>
    public abstract Task<StorageOptions> NewPlaceAsync();
}
