using System.Reflection;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.IntegrationTests.Storage;

public sealed class SuiteTests
{
    [Fact]
    public void Every_contract_of_storage_is_also_run_on_a_TSQL_server()
    {
        var types = Assembly.GetExecutingAssembly().GetTypes();
        var contracts = types.Where(type => type.IsAbstract && type != typeof(StorageContract) && typeof(StorageContract).IsAssignableFrom(type)).ToArray();

        Assert.NotEmpty(contracts);
        Assert.All(contracts, contract => Assert.Contains(types, type => type.BaseType == contract && !type.IsAbstract));
    }

    [Fact]
    public void Its_classes_share_one_database_and_so_take_turns() => Assert.All(
        Assembly.GetExecutingAssembly().GetTypes().Where(type => !type.IsAbstract && typeof(StorageContract).IsAssignableFrom(type)),
        type => Assert.Equal(SqlServerCollection.Name, type.GetCustomAttribute<CollectionAttribute>()?.Name));
}
