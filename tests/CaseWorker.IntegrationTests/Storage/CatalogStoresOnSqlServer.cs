using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.IntegrationTests.Storage;

// Storage contracts of the catalogue and the keys, on a T-SQL server.
[Collection(SqlServerCollection.Name)]
public sealed class CatalogStoreOnSqlServer(SqlServerFixture fixture) : CatalogStoreContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class KeyStoreOnSqlServer(SqlServerFixture fixture) : KeyStoreContract(fixture);
