using CaseWorker.Tests.ActionManagement.Queries;
using CaseWorker.Tests.Storage;

namespace CaseWorker.Tests.ActionManagement;

public sealed class CaseQueryOnSqlite(SqliteFixture fixture) : CaseQueryContract(fixture);
