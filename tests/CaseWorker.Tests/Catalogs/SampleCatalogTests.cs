using CaseWorker.Processing.Catalogs;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Catalogs;

public sealed class SampleCatalogTests(SqliteFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task The_sample_has_three_departments_eight_services_and_twelve_reps()
    {
        var room = new CatalogRoom(Database);
        Assert.True(await room.Sample.EnsureAsync(Cancellation));

        var catalog = room.Cache.Current;
        Assert.Equal([1], catalog.Hubs.Select(hub => hub.HubId));
        Assert.Equal([10, 20, 30], catalog.Departments.Select(department => department.DepartmentId).Order());
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], catalog.Services.Select(service => service.ServiceId).Order());
        Assert.Equal(Enumerable.Range(100, 12), catalog.Departments.SelectMany(department => department.Reps).Select(rep => rep.RepId).Distinct().Order());
        Assert.All(catalog.Services, service => Assert.True(service.Active && service.ExtRef is not null));
        Assert.All(catalog.Departments, department => Assert.All(department.Reps, rep => Assert.True(rep.Active)));
        Assert.Equal(
            [AssignmentStrategy.Random, AssignmentStrategy.LeastOpen, AssignmentStrategy.RoundRobin],
            catalog.Departments.OrderBy(department => department.DepartmentId).Select(department => department.Strategy));
    }

    [Fact]
    public async Task The_sample_is_applied_once_however_many_processes_start()
    {
        var applied = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new CatalogRoom(Database).Sample.EnsureAsync(Cancellation)));
        Assert.Single(applied, each => each);
    }

    [Fact]
    public async Task The_sample_leaves_a_database_with_a_hub_alone()
    {
        var room = new CatalogRoom(Database);
        await room.ApplyAsync("""{ "hubs": [ { "id": 7, "name": "Ours" } ] }""");
        Assert.False(await room.Sample.EnsureAsync(Cancellation));
        Assert.Empty(room.Cache.Current.Services);
    }
}
