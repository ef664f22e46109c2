using Xunit;

namespace CaseWorker.IntegrationTests.Storage;

/// <summary>The test classes that share the database of <see cref="SqlServerFixture"/>: they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SqlServerCollection
{
    public const string Name = "SQL Server";
}
