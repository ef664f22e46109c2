namespace CaseWorker.Tests.Storage;

public sealed class StoppedReadOnSqlite(SqliteFixture fixture) : StoppedReadContract(fixture);
