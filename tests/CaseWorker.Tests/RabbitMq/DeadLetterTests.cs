using System.Text;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Intake;
using CaseWorker.Processing.RabbitMq;
using CaseWorker.Processing.RabbitMq.Routing;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Storage;
using Microsoft.Extensions.Time.Testing;
using RabbitMQ.Client;
using Xunit;

namespace CaseWorker.Tests.RabbitMq;

/// <summary>What is told about a message that the broker gave up.</summary>
public sealed class DeadLetterTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private static readonly Catalog Known = new(
        1,
        [new Hub(1, "Main", null), new Hub(2, "Other", null)],
        [],
        [new Service(7, 1, 10, "Billing", null, Active: true, Blocks: false, Due: null)]);

    [Theory]
    [InlineData(7, null, 7, 1)]
    [InlineData(7, 1, 7, 1)]
    [InlineData(7, 2, null, 2)]
    [InlineData(99, 1, null, 1)]
    public void What_a_partition_gave_up_belongs_where_its_headers_say(int? serviceId, int? hubId, int? expectedServiceId, int? expectedHubId)
    {
        var letter = Read("case-intake-16-03", serviceId, hubId);
        Assert.Equal((3, expectedServiceId, expectedHubId, 5), (letter.PartitionId, letter.ServiceId, letter.Message.HubId, letter.Message.CaseId));
    }

    [Theory]
    [InlineData("case-intake-router")]
    [InlineData("somebody-else-16-03")]
    [InlineData("case-intake-x-03")]
    [InlineData(null)]
    public void Elsewhere_nothing_is_believed_that_only_our_processes_may_say(string? queue)
    {
        var letter = Read(queue, 7, 1);
        Assert.Equal((null, null, 1, null), (letter.PartitionId, letter.ServiceId, letter.Message.HubId, letter.Message.CaseId));
        Assert.Equal("key", letter.Message.MessageKey);
    }

    [Fact]
    public async Task A_message_that_was_stored_before_the_broker_gave_it_up_is_not_parked()
    {
        var letter = Read("case-intake-16-03", 7, 1);
        await WriteAsync(session => IntakeStore.AddCasesAsync(
            session,
            [StorageRows.Case(1) with { ServiceId = 7, KeyHash = MessageHash.OfKey(7, "key"), BodyHash = MessageHash.OfBody(letter.Message.Body) }]));
        var clock = new FakeTimeProvider(Noon);
        await new MessageParker(Database, new CatalogCache(Database, clock), clock).ParkAsync(
            letter.Message, letter.PartitionId, letter.ServiceId, "delivery-limit", null, null, null, Cancellation);

        Assert.Equal([0], await ReadAsync(session => session.QueryAsync<int>(Sql.Both("SELECT COUNT(*) FROM ParkedMessage"))));
    }

    private static DeadLetter Read(string? queue, int? serviceId, int? hubId)
    {
        var headers = new Dictionary<string, object?>
        {
            // What a producer may have written to be believed.
            ["x-first-death-queue"] = "case-intake-16-03"u8.ToArray(),
            [HeaderNames.ServiceId] = serviceId,
            [HeaderNames.HubId] = hubId,
            [HeaderNames.CaseId] = 5,
        };
        if (queue is not null)
        {
            headers["x-death"] = new List<object?>
            {
                new Dictionary<string, object?> { ["queue"] = Encoding.UTF8.GetBytes(queue) },
                new Dictionary<string, object?> { ["queue"] = "case-intake-16-03"u8.ToArray() },
            };
        }

        return DeadLetter.Of(new BasicProperties { MessageId = "key", Headers = headers }, "{}"u8.ToArray(), "none", Known);
    }
}
