using CaseWorker.Tests.Storage;

namespace CaseWorker.Tests.ActionManagement;

public sealed class ActionCaseOnSqlite(SqliteFixture fixture) : ActionCaseContract(fixture);
