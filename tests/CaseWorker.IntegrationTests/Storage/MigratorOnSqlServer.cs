using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.IntegrationTests.Storage;

[Collection(SqlServerCollection.Name)]
public sealed class MigratorOnSqlServer(SqlServerFixture fixture) : MigratorContract(fixture);
