using CaseWorker.Tests.Storage;

namespace CaseWorker.Tests.Events;

public sealed class EventDispatchOnSqlite(SqliteFixture fixture) : EventDispatchContract(fixture);

public sealed class EventPayloadOnSqlite(SqliteFixture fixture) : EventPayloadContract(fixture);

public sealed class EventRacesOnSqlite(SqliteFixture fixture) : EventRacesContract(fixture);
