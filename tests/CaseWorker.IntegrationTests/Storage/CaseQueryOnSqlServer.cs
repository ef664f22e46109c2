using CaseWorker.Tests.ActionManagement.Queries;
using Xunit;

namespace CaseWorker.IntegrationTests.Storage;

// What queries of the Action Management API find, on a T-SQL server.
[Collection(SqlServerCollection.Name)]
public sealed class CaseQueryOnSqlServer(SqlServerFixture fixture) : CaseQueryContract(fixture);
