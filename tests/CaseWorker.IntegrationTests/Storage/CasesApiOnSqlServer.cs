using CaseWorker.Tests.CasesApi;
using Xunit;

namespace CaseWorker.IntegrationTests.Storage;

// What the Cases API stores and searches, on a T-SQL server.
[Collection(SqlServerCollection.Name)]
public sealed class UsageMeterOnSqlServer(SqlServerFixture fixture) : UsageMeterContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class CaseSearchOnSqlServer(SqlServerFixture fixture) : CaseSearchContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class CaseIntakeOnSqlServer(SqlServerFixture fixture) : CaseIntakeContract(fixture);
