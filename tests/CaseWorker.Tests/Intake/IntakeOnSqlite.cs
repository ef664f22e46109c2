using CaseWorker.Tests.Assignment;
using CaseWorker.Tests.Storage;

namespace CaseWorker.Tests.Intake;

public sealed class IntakeHandlerOnSqlite(SqliteFixture fixture) : IntakeHandlerContract(fixture);

public sealed class BlockedServiceOnSqlite(SqliteFixture fixture) : BlockedServiceContract(fixture);

public sealed class LineSweepOnSqlite(SqliteFixture fixture) : LineSweepContract(fixture);

public sealed class EmbeddedCaseQueueOnSqlite(SqliteFixture fixture) : EmbeddedCaseQueueContract(fixture);

public sealed class SuspectGuardOnSqlite(SqliteFixture fixture) : SuspectGuardContract(fixture);

public sealed class LineProofOnSqlite(SqliteFixture fixture) : LineProofContract(fixture);
