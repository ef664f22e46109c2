using System.Text;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.RabbitMq.Routing;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using Xunit;

namespace CaseWorker.Tests.RabbitMq;

public sealed class RouterWorkTests
{
    private static readonly Catalog Old = CatalogOf(new Service(1, 1, 10, "Billing", null, true, false, null), new Service(2, 1, 10, "Closed", null, false, false, null));

    private static readonly Catalog Newer = CatalogOf(
        new Service(1, 1, 10, "Billing", null, true, false, null), new Service(2, 1, 10, "Open again", null, true, false, null), new Service(3, 1, 10, "New", null, true, false, null));

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void A_key_of_more_than_255_bytes_is_replaced_by_its_hash(int length, bool isKept)
    {
        var key = new string('k', length);
        var route = Route.Of(Delivery($$"""{"messageId":"{{key}}","messageType":["a"],"message":{"serviceId":1} }"""), Old);
        Assert.Equal(isKept, route.Key == key);
        Assert.InRange(Encoding.UTF8.GetByteCount(route.Key!), 1, 255);
    }

    [Fact]
    public void A_message_id_that_is_no_utf8_has_a_key_that_is_the_same_again()
    {
        // What the client makes of 255 bytes that are no UTF-8: 765 bytes.
        var id = Encoding.UTF8.GetString([.. Enumerable.Repeat((byte)0xff, 255)]);
        var keys = Enumerable.Range(0, 2).Select(_ => Route.Of(Delivery("""{"ServiceId":1}""", id), Old).Key!).ToList();
        Assert.Equal(keys[0], keys[1]);
        Assert.InRange(Encoding.UTF8.GetByteCount(keys[0]), 1, 255);
    }

    [Fact]
    public async Task A_service_that_was_added_or_reactivated_a_moment_ago_is_known_after_asking_once()
    {
        var asked = 0;
        var routes = await ReadAsync(() => asked++, 1, 2, 3, 4);
        Assert.Equal([null, null, null, "unknown-service"], routes.Select(route => route.Reading.Fault));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task The_database_is_not_asked_while_every_service_is_known()
    {
        var asked = 0;
        Assert.All(await ReadAsync(() => asked++, 1, 1), route => Assert.Null(route.Reading.Fault));
        Assert.Equal(0, asked);
    }

    private static Task<List<Route>> ReadAsync(Action ask, params int[] services)
    {
        var work = new RouterWork(
            null!,
            () => Old,
            _ =>
            {
                ask();
                return Task.FromResult(Newer);
            },
            null!,
            null!,
            TimeProvider.System,
            NullLogger<RouterWork>.Instance);
        return work.ReadAsync([.. services.Select(id => Delivery($$"""{"ServiceId":{{id}}}"""))], CancellationToken.None);
    }

    private static Catalog CatalogOf(params Service[] services) => new(1, [new Hub(1, "Main", null)], [], services);

    private static RouterDelivery Delivery(string body, string? id = null)
    {
        var properties = new BasicProperties();
        if (id is not null)
            properties.MessageId = id;

        return new RouterDelivery(1, false, properties, Encoding.UTF8.GetBytes(body));
    }
}
