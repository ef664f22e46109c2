using System.Reflection;
using Xunit;

namespace CaseWorker.Tests;

public sealed class RoomTests
{
    private static readonly string[] Rooms =
        ["CaseWorker.Contracts", "CaseWorker.Storage", "CaseWorker.Processing", "CaseWorker.Gateway", "caseworker"];

    [Fact]
    public void References_point_one_way_from_host_to_contracts()
    {
        foreach (var (room, place) in Rooms.Select((room, place) => (room, place)))
        {
            var referenced = Assembly.Load(room).GetReferencedAssemblies().Select(name => name.Name).Intersect(Rooms);
            Assert.All(referenced, name => Assert.True(Array.IndexOf(Rooms, name) < place, $"{room} must not know {name}"));
        }
    }

    [Fact]
    public void The_client_package_knows_the_contracts_only_and_no_room_knows_it()
    {
        const string client = "CaseWorker.Client";
        Assert.Equal(["CaseWorker.Contracts"], Assembly.Load(client).GetReferencedAssemblies().Select(name => name.Name).Where(name => !name!.StartsWith("System.", StringComparison.Ordinal)));
        Assert.All(Rooms, room => Assert.DoesNotContain(client, Assembly.Load(room).GetReferencedAssemblies().Select(name => name.Name)));
    }
}
