using CaseWorker.Tests.Storage;

namespace CaseWorker.Tests.Cases.Commands;

public sealed class StatusCommandOnSqlite(SqliteFixture fixture) : StatusCommandContract(fixture);

public sealed class TransferCommandOnSqlite(SqliteFixture fixture) : TransferCommandContract(fixture);

public sealed class ChangeCommandOnSqlite(SqliteFixture fixture) : ChangeCommandContract(fixture);

public sealed class OnceCommandOnSqlite(SqliteFixture fixture) : OnceCommandContract(fixture);

public sealed class RacingCommandOnSqlite(SqliteFixture fixture) : RacingCommandContract(fixture);
