using CaseWorker.Tests.Assignment;
using CaseWorker.Tests.Intake;
using CaseWorker.Tests.Retention;
using Xunit;

namespace CaseWorker.IntegrationTests.Storage;

// Intake, assignment and retention as a whole, on a T-SQL server.
[Collection(SqlServerCollection.Name)]
public sealed class IntakeHandlerOnSqlServer(SqlServerFixture fixture) : IntakeHandlerContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class BlockedServiceOnSqlServer(SqlServerFixture fixture) : BlockedServiceContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class LineSweepOnSqlServer(SqlServerFixture fixture) : LineSweepContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class EmbeddedCaseQueueOnSqlServer(SqlServerFixture fixture) : EmbeddedCaseQueueContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class RetentionOnSqlServer(SqlServerFixture fixture) : RetentionContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class SuspectGuardOnSqlServer(SqlServerFixture fixture) : SuspectGuardContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class LineProofOnSqlServer(SqlServerFixture fixture) : LineProofContract(fixture);
