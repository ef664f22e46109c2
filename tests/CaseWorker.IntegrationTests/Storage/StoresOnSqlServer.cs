using CaseWorker.Tests.RabbitMq;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.IntegrationTests.Storage;

// Storage contracts of intake, on a T-SQL server.
[Collection(SqlServerCollection.Name)]
public sealed class IntakeStoreOnSqlServer(SqlServerFixture fixture) : IntakeStoreContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class LineStoreOnSqlServer(SqlServerFixture fixture) : LineStoreContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class HandOverStoreOnSqlServer(SqlServerFixture fixture) : HandOverStoreContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class AttemptStoreOnSqlServer(SqlServerFixture fixture) : AttemptStoreContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class PartitionStoreOnSqlServer(SqlServerFixture fixture) : PartitionStoreContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class HeartbeatStoreOnSqlServer(SqlServerFixture fixture) : HeartbeatStoreContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class SeatStoreOnSqlServer(SqlServerFixture fixture) : SeatStoreContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class RouterTurnOnSqlServer(SqlServerFixture fixture) : RouterTurnContract(fixture);
