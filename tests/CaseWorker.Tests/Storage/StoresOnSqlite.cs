using CaseWorker.Tests.RabbitMq;

namespace CaseWorker.Tests.Storage;

// Storage contracts of intake, on SQLite.
public sealed class IntakeStoreOnSqlite(SqliteFixture fixture) : IntakeStoreContract(fixture);

public sealed class LineStoreOnSqlite(SqliteFixture fixture) : LineStoreContract(fixture);

public sealed class HandOverStoreOnSqlite(SqliteFixture fixture) : HandOverStoreContract(fixture);

public sealed class AttemptStoreOnSqlite(SqliteFixture fixture) : AttemptStoreContract(fixture);

public sealed class PartitionStoreOnSqlite(SqliteFixture fixture) : PartitionStoreContract(fixture);

public sealed class HeartbeatStoreOnSqlite(SqliteFixture fixture) : HeartbeatStoreContract(fixture);

public sealed class SeatStoreOnSqlite(SqliteFixture fixture) : SeatStoreContract(fixture);

public sealed class RouterTurnOnSqlite(SqliteFixture fixture) : RouterTurnContract(fixture);
