using CaseWorker.Tests.Cases.Commands;
using Xunit;

namespace CaseWorker.IntegrationTests.Storage;

// Commands about cases, on a T-SQL server.
[Collection(SqlServerCollection.Name)]
public sealed class StatusCommandOnSqlServer(SqlServerFixture fixture) : StatusCommandContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class TransferCommandOnSqlServer(SqlServerFixture fixture) : TransferCommandContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class OnceCommandOnSqlServer(SqlServerFixture fixture) : OnceCommandContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class ChangeCommandOnSqlServer(SqlServerFixture fixture) : ChangeCommandContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class RacingCommandOnSqlServer(SqlServerFixture fixture) : RacingCommandContract(fixture);
