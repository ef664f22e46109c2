using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.IntegrationTests.Storage;

// Storage contracts of reading cases, the FIFO proof and parking, on a T-SQL server.
[Collection(SqlServerCollection.Name)]
public sealed class CaseReaderOnSqlServer(SqlServerFixture fixture) : CaseReaderContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class CaseListOnSqlServer(SqlServerFixture fixture) : CaseListContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class CasePlacesOnSqlServer(SqlServerFixture fixture) : CasePlacesContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class FifoStoreOnSqlServer(SqlServerFixture fixture) : FifoStoreContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class ParkedStoreOnSqlServer(SqlServerFixture fixture) : ParkedStoreContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class HeldStoreOnSqlServer(SqlServerFixture fixture) : HeldStoreContract(fixture);
