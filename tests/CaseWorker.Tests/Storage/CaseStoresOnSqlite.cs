namespace CaseWorker.Tests.Storage;

// Storage contracts of reading cases, the FIFO proof and parking, on SQLite.
public sealed class CaseReaderOnSqlite(SqliteFixture fixture) : CaseReaderContract(fixture);

public sealed class CaseListOnSqlite(SqliteFixture fixture) : CaseListContract(fixture);

public sealed class CasePlacesOnSqlite(SqliteFixture fixture) : CasePlacesContract(fixture);

public sealed class FifoStoreOnSqlite(SqliteFixture fixture) : FifoStoreContract(fixture);

public sealed class ParkedStoreOnSqlite(SqliteFixture fixture) : ParkedStoreContract(fixture);

public sealed class HeldStoreOnSqlite(SqliteFixture fixture) : HeldStoreContract(fixture);
