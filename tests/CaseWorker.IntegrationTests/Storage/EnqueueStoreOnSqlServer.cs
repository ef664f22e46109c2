using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.IntegrationTests.Storage;

[Collection(SqlServerCollection.Name)]
public sealed class EnqueueStoreOnSqlServer(SqlServerFixture fixture) : EnqueueStoreContract(fixture);
