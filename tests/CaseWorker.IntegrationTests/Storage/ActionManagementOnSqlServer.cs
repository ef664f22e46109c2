using CaseWorker.Tests.ActionManagement;
using Xunit;

namespace CaseWorker.IntegrationTests.Storage;

// What the Action Management API stores and reads, on a T-SQL server.
[Collection(SqlServerCollection.Name)]
public sealed class ActionCaseOnSqlServer(SqlServerFixture fixture) : ActionCaseContract(fixture);
