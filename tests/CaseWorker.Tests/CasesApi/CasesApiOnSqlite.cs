using CaseWorker.Tests.Storage;

namespace CaseWorker.Tests.CasesApi;

public sealed class UsageMeterOnSqlite(SqliteFixture fixture) : UsageMeterContract(fixture);

public sealed class CaseSearchOnSqlite(SqliteFixture fixture) : CaseSearchContract(fixture);

public sealed class CaseIntakeOnSqlite(SqliteFixture fixture) : CaseIntakeContract(fixture);
