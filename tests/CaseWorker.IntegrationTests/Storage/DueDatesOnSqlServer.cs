using CaseWorker.Tests.DueDates;
using Xunit;

namespace CaseWorker.IntegrationTests.Storage;

// Due dates as a whole, on a T-SQL server.
[Collection(SqlServerCollection.Name)]
public sealed class DueSweepOnSqlServer(SqlServerFixture fixture) : DueSweepContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class DueCalendarOnSqlServer(SqlServerFixture fixture) : DueCalendarContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class DueCommandOnSqlServer(SqlServerFixture fixture) : DueCommandContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class PolicySweepOnSqlServer(SqlServerFixture fixture) : PolicySweepContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class DuePlanOnSqlServer(SqlServerFixture fixture) : DuePlanContract(fixture);
