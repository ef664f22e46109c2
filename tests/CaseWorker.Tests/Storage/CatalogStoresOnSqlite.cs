namespace CaseWorker.Tests.Storage;

// Storage contracts of the catalogue and the keys, on SQLite.
public sealed class CatalogStoreOnSqlite(SqliteFixture fixture) : CatalogStoreContract(fixture);

public sealed class KeyStoreOnSqlite(SqliteFixture fixture) : KeyStoreContract(fixture);
