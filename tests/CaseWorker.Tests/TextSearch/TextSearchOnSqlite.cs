using CaseWorker.Tests.Storage;

namespace CaseWorker.Tests.TextSearch;

public sealed class TextSearchOnSqlite(SqliteFixture fixture) : TextSearchContract(fixture);

public sealed class TextWorkOnSqlite(SqliteFixture fixture) : TextWorkContract(fixture);
