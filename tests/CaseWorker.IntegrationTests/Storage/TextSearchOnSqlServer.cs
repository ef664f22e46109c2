using CaseWorker.Tests.TextSearch;
using Xunit;

namespace CaseWorker.IntegrationTests.Storage;

[Collection(SqlServerCollection.Name)]
public sealed class TextSearchOnSqlServer(SqlServerFixture fixture) : TextSearchContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class TextWorkOnSqlServer(SqlServerFixture fixture) : TextWorkContract(fixture);
