using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.IntegrationTests.Storage;

[Collection(SqlServerCollection.Name)]
public sealed class StoppedReadOnSqlServer(SqlServerFixture fixture) : StoppedReadContract(fixture);
