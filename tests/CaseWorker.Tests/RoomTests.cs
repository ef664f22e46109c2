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
}
