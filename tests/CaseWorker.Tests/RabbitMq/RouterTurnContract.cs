using System.Text;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.RabbitMq;
using CaseWorker.Processing.RabbitMq.Routing;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using Xunit;

namespace CaseWorker.Tests.RabbitMq;

public abstract class RouterTurnContract(StorageFixture fixture) : StorageContract(fixture)
{
    private static readonly Catalog Empty = new(1, [], [], []);

    private readonly List<string> parked = [];
    private Func<Task> whenParked = () => Task.CompletedTask;

    [Fact]
    public async Task Whoever_takes_the_turn_ends_that_of_every_channel_before()
    {
        Assert.False(await WriteAsync(session => RouterTurnStore.HoldAsync(session, "first")));
        await WriteAsync(session => RouterTurnStore.TakeAsync(session, "first"));
        Assert.True(await WriteAsync(session => RouterTurnStore.HoldAsync(session, "first")));
        await WriteAsync(session => RouterTurnStore.TakeAsync(session, "second"));
        Assert.False(await WriteAsync(session => RouterTurnStore.HoldAsync(session, "first")));
        Assert.True(await WriteAsync(session => RouterTurnStore.HoldAsync(session, "second")));
    }

    [Fact]
    public async Task A_channel_that_learns_late_of_its_end_hands_nothing_on_that_has_no_id()
    {
        var late = Turn("late");
        Assert.True(await RouteAsync(late, Delivery("a")));
        Assert.True(await RouteAsync(Turn("next"), Delivery("b", redelivered: true)));
        Assert.False(await RouteAsync(late, Delivery("b")));
        Assert.Equal(2, parked.Count);
        Assert.Equal(["late done", "next done"], await HandOversAsync());
    }

    [Fact]
    public async Task A_channel_that_comes_to_its_turn_after_its_end_does_not_believe_in_it()
    {
        var late = new RouterTurn("late", _ => throw new InvalidOperationException("The channel has ended."));
        await Assert.ThrowsAsync<InvalidOperationException>(() => RouteAsync(late, Delivery("a")));
        Assert.Empty(await HandOversAsync());
        Assert.Empty(parked);
    }

    [Fact]
    public async Task A_hand_over_that_lost_its_turn_stays_open_for_the_next_channel()
    {
        whenParked = () => WriteAsync(session => RouterTurnStore.TakeAsync(session, "next"));
        Assert.False(await RouteAsync(Turn("late"), Delivery("a")));
        Assert.Equal(["late open"], await HandOversAsync());

        whenParked = () => Task.CompletedTask;
        Assert.True(await RouteAsync(Turn("next"), Delivery("a", redelivered: true)));
        Assert.Equal(["next done"], await HandOversAsync());
        Assert.Single(parked.Distinct());
    }

    [Fact]
    public async Task Messages_with_an_id_need_no_turn()
    {
        await RouteAsync(Turn("first"), Delivery("a"));
        var turn = new RouterTurn("late", _ => throw new InvalidOperationException("Nobody is asked."));
        Assert.True(await RouteAsync(turn, Delivery("b", id: "key")));
        Assert.Contains("key", parked);
    }

    private static RouterTurn Turn(string channel) => new(channel, _ => Task.CompletedTask);

    // Of no service that anybody knows, so that it is parked and no broker is needed.
    private static RouterDelivery Delivery(string subject, bool redelivered = false, string? id = null)
    {
        var properties = new BasicProperties();
        if (id is not null)
            properties.MessageId = id;

        return new RouterDelivery(1, redelivered, properties, Encoding.UTF8.GetBytes($$"""{"ServiceId":1,"Subject":"{{subject}}"}"""));
    }

    private Task<bool> RouteAsync(RouterTurn turn, RouterDelivery delivery)
    {
        ParkMessage park = async (message, _, _, _, _, _, _, _) =>
        {
            parked.Add(message.MessageKey);
            await whenParked();
            return true;
        };
        var work = new RouterWork(Database, () => Empty, _ => Task.FromResult(Empty), null!, park, TimeProvider.System, NullLogger<RouterWork>.Instance);
        return work.RouteAsync(turn, [delivery], Cancellation);
    }

    private Task<List<string>> HandOversAsync() => Database.ReadAsync(
        session => session.QueryAsync<string>(Sql.Both("SELECT CONCAT(Channel, ' ', State) FROM RouterHandOver ORDER BY HandOverId")), Cancellation);
}
