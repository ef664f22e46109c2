using CaseWorker.Tests.Storage;

namespace CaseWorker.Tests.Retention;

public sealed class RetentionOnSqlite(SqliteFixture fixture) : RetentionContract(fixture);
