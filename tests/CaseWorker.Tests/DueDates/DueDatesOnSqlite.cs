using CaseWorker.Tests.Storage;

namespace CaseWorker.Tests.DueDates;

public sealed class DueSweepOnSqlite(SqliteFixture fixture) : DueSweepContract(fixture);

public sealed class DueCalendarOnSqlite(SqliteFixture fixture) : DueCalendarContract(fixture);

public sealed class DueCommandOnSqlite(SqliteFixture fixture) : DueCommandContract(fixture);

public sealed class PolicySweepOnSqlite(SqliteFixture fixture) : PolicySweepContract(fixture);

public sealed class DuePlanOnSqlite(SqliteFixture fixture) : DuePlanContract(fixture);
