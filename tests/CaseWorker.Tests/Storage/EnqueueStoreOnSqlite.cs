namespace CaseWorker.Tests.Storage;

public sealed class EnqueueStoreOnSqlite(SqliteFixture fixture) : EnqueueStoreContract(fixture);
