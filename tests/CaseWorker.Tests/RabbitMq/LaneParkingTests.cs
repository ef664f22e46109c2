using System.Text;
using System.Threading.Channels;
using CaseWorker.Processing;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Intake;
using CaseWorker.Processing.RabbitMq;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using CaseWorker.Storage.Partitions;
using CaseWorker.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CaseWorker.Tests.RabbitMq;

/// <summary>What a lane parks without reading the body: too large, or suspected of ending workers.</summary>
public sealed class LaneParkingTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private static readonly Catalog Known = new(
        1,
        [new Hub(1, "Main", null), new Hub(2, "Other", null)],
        [],
        [new Service(7, 1, 10, "Billing", null, Active: true, Blocks: false, Due: null)]);

    private static readonly byte[] TooLarge = new byte[LaneDelivery.MaxBody + 1];

    [Theory]
    [InlineData(7, null, 7, 1)]
    [InlineData(7, 1, 7, 1)]
    [InlineData(7, 2, null, 2)]
    [InlineData(99, 1, null, 1)]
    [InlineData(null, 2, null, 2)]
    [InlineData(null, null, null, null)]
    public async Task A_body_that_is_too_large_is_parked_where_its_headers_say(int? serviceId, int? hubId, int? parkedServiceId, int? parkedHubId)
    {
        Assert.Equal(BatchOutcome.Stored, await StoreAsync(new LaneDelivery(1, Message(TooLarge) with { HubId = hubId, ServiceId = serviceId }, 0)));
        var parked = Assert.Single(await ParkedAsync());
        Assert.Equal(("too-large", parkedServiceId, parkedHubId), (parked.Reason, parked.ServiceId, parked.HubId));
    }

    [Fact]
    public async Task A_lane_that_has_lost_its_partition_parks_nothing()
    {
        Assert.Equal(BatchOutcome.Fenced, await StoreAsync(new LaneDelivery(1, Message(TooLarge), 0), epochsBehind: 1));
        Assert.Empty(await ParkedAsync());
    }

    [Fact]
    public async Task A_message_that_ends_workers_is_parked_for_its_hub_without_being_read_after_three_attempts()
    {
        var body = Encoding.UTF8.GetBytes("""{"ServiceId":8}""");
        var delivery = new LaneDelivery(1, Message(body) with { HubId = 1, ServiceId = 7 }, DeliveryCount: 5);
        foreach (var _ in Enumerable.Range(0, 3))
            await Assert.ThrowsAsync<WorkerEndedException>(() => StoreAsync(delivery));

        Assert.Empty(await ParkedAsync());
        Assert.Equal(BatchOutcome.Stored, await StoreAsync(delivery));
        var parked = Assert.Single(await ParkedAsync());
        Assert.Equal(("crash-loop", 7, 1), (parked.Reason, parked.ServiceId, parked.HubId));

        // The worker ended before its acknowledgement.
        Assert.Equal(BatchOutcome.Stored, await StoreAsync(delivery));
        Assert.Single(await ParkedAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_copy_of_a_message_that_has_ended_workers_is_set_aside_without_being_tried(bool otherWorker)
    {
        var suspect = new LaneDelivery(1, Message("{}"u8.ToArray()), DeliveryCount: 5);
        foreach (var _ in Enumerable.Range(0, 3))
            await Assert.ThrowsAsync<WorkerEndedException>(() => StoreAsync(suspect));

        var stored = new List<string>();
        var work = NewWork(Note);
        var epoch = await work.TakePartitionAsync(0, Cancellation);
        Assert.Equal(BatchOutcome.Stored, await work.StoreAsync(0, epoch, [suspect], Cancellation));
        if (otherWorker)
        {
            work = NewWork(Note);
            epoch = await work.TakePartitionAsync(0, Cancellation);
        }

        LaneDelivery[] run = [.. new[] { "before", "key", "after", "key", "last" }.Select((key, i) =>
            new LaneDelivery((ulong)i + 2, Message("{}"u8.ToArray()) with { MessageKey = key }, DeliveryCount: 0))];
        Assert.Equal(BatchOutcome.Stored, await work.StoreAsync(0, epoch, run, Cancellation));
        Assert.Equal(["before", "after", "last"], stored);
        Assert.Equal("crash-loop", Assert.Single(await ParkedAsync()).Reason);

        Task<BatchOutcome> Note(LaneBatch batch)
        {
            stored.AddRange(batch.Messages.Select(message => message.MessageKey));
            return Task.FromResult(BatchOutcome.Stored);
        }
    }

    [Fact]
    public async Task A_message_that_was_stored_before_the_worker_ended_is_not_parked()
    {
        var message = Message("{}"u8.ToArray());
        await WriteAsync(session => IntakeStore.AddCasesAsync(
            session,
            [StorageRows.Case(1) with { ServiceId = 7, KeyHash = MessageHash.OfKey(7, message.MessageKey), BodyHash = MessageHash.OfBody(message.Body) }]));
        foreach (var _ in Enumerable.Range(0, 4))
            await Record.ExceptionAsync(() => StoreAsync(new LaneDelivery(1, message with { ServiceId = 7 }, DeliveryCount: 5)));

        Assert.Empty(await ParkedAsync());
    }

    [Theory]
    [InlineData(BatchOutcome.Fenced)]
    [InlineData(BatchOutcome.TooNew)]
    public async Task An_attempt_that_the_worker_outlives_is_not_held_against_the_message(BatchOutcome outcome)
    {
        var delivery = new LaneDelivery(1, Message("{}"u8.ToArray()), DeliveryCount: 5);
        foreach (var _ in Enumerable.Range(0, 6))
            Assert.Equal(outcome, await StoreAsync(delivery, () => outcome));

        Assert.Empty(await ParkedAsync());
    }

    [Fact]
    public async Task A_message_of_a_newer_program_is_never_parked_however_often_it_comes()
    {
        var delivery = new LaneDelivery(1, Message("{}"u8.ToArray()) with { Version = IntakeMessage.CurrentVersion + 1 }, DeliveryCount: 500);
        foreach (var _ in Enumerable.Range(0, 6))
            Assert.Equal(BatchOutcome.TooNew, await StoreAsync(delivery));

        Assert.Empty(await ParkedAsync());
    }

    [Fact]
    public async Task A_message_that_was_in_hand_when_a_worker_ended_is_tried_with_nothing_beside_it()
    {
        var suspect = new LaneDelivery(1, Message("{}"u8.ToArray()), DeliveryCount: 5);
        var plain = suspect with { Message = Message("{}"u8.ToArray()) with { MessageKey = "another" }, DeliveryCount = 0 };
        await Assert.ThrowsAsync<WorkerEndedException>(() => StoreAsync(suspect));

        var begun = Channel.CreateUnbounded<(string Key, TaskCompletionSource<BatchOutcome> Ends)>();
        var work = NewWork(batch =>
        {
            var ends = new TaskCompletionSource<BatchOutcome>();
            begun.Writer.TryWrite((batch.Messages[0].MessageKey, ends));
            return ends.Task;
        });
        var first = work.StoreAsync(0, 1, [plain], Cancellation);
        var alone = work.StoreAsync(1, 1, [suspect], Cancellation);
        Task<BatchOutcome>? later = null;
        foreach (var expected in new[] { "another", "key", "another" })
        {
            var (key, ends) = await begun.Reader.ReadAsync(Cancellation);
            Assert.Equal(expected, key);
            if (later is null && key == "key")
                later = work.StoreAsync(2, 1, [plain], Cancellation);

            Assert.False(begun.Reader.TryPeek(out _));
            ends.SetResult(BatchOutcome.Stored);
        }

        Assert.Equal([BatchOutcome.Stored, BatchOutcome.Stored, BatchOutcome.Stored], await Task.WhenAll(first, alone, later!));
    }

    [Fact]
    public async Task Messages_that_came_back_often_are_stored_together_and_forgotten_as_suspects()
    {
        var batches = new List<int>();
        var work = NewWork(batch =>
        {
            batches.Add(batch.Messages.Count);
            return Task.FromResult(BatchOutcome.Stored);
        });
        foreach (var _ in Enumerable.Range(0, 5))
            Assert.Equal(BatchOutcome.Stored, await work.StoreAsync(0, 1, Suspects(200), Cancellation));

        Assert.Equal([200, 200, 200, 200, 200], batches);
    }

    [Fact]
    public async Task Of_many_that_came_back_often_only_the_one_that_ends_workers_is_parked_and_the_others_are_stored_in_order()
    {
        await WriteAsync(session => PartitionStore.FixCountAsync(session, 1));
        var suspects = Suspects(200);
        var ends = 0;
        var stored = new List<string>();
        var work = NewWork(batch =>
        {
            if (batch.Messages.Any(message => message.MessageKey == "key 100"))
            {
                ends++;
                throw new WorkerEndedException();
            }

            stored.AddRange(batch.Messages.Select(message => message.MessageKey).Where(key => !stored.Contains(key)));
            return Task.FromResult(BatchOutcome.Stored);
        });
        var epoch = await work.TakePartitionAsync(0, Cancellation);
        BatchOutcome? outcome = null;
        while (outcome is null && ends < 20)
        {
            try
            {
                outcome = await work.StoreAsync(0, epoch, suspects, Cancellation);
            }
            catch (WorkerEndedException)
            {
                // The next worker gets them all again.
            }
        }

        Assert.Equal((BatchOutcome.Stored, 5), (outcome, ends));
        Assert.Equal("crash-loop", Assert.Single(await ParkedAsync()).Reason);
        Assert.Equal(suspects.Select(suspect => suspect.Message.MessageKey).Where(key => key != "key 100"), stored);
    }

    // Unless told otherwise the worker ends while it stores: nothing after that is run.
    private async Task<BatchOutcome> StoreAsync(LaneDelivery delivery, Func<BatchOutcome>? store = null, long epochsBehind = 0)
    {
        var work = NewWork(_ => Task.FromResult((store ?? (() => throw new WorkerEndedException()))()));
        await WriteAsync(session => PartitionStore.FixCountAsync(session, 1));
        var epoch = await work.TakePartitionAsync(0, Cancellation);
        return await work.StoreAsync(0, epoch - epochsBehind, [delivery], Cancellation);
    }

    private LaneWork NewWork(Func<LaneBatch, Task<BatchOutcome>> store)
    {
        var clock = new FakeTimeProvider(Noon);
        return new LaneWork(
            Database,
            (batch, _) => store(batch),
            new MessageParker(Database, new CatalogCache(Database, clock), clock).ParkAsync,
            () => Known,
            new Instance("worker"),
            clock,
            NullLogger<LaneWork>.Instance);
    }

    private Task<List<ParkedPlace>> ParkedAsync() =>
        ReadAsync(session => session.QueryAsync<ParkedPlace>(Sql.Both("SELECT Reason, ServiceId, HubId FROM ParkedMessage")));

    private static LaneDelivery[] Suspects(int count) =>
        [.. Enumerable.Range(1, count).Select(i => new LaneDelivery((ulong)i, Message("{}"u8.ToArray()) with { MessageKey = $"key {i}" }, DeliveryCount: 7))];

    private static IntakeMessage Message(byte[] body) => new() { Body = body, MessageKey = "key" };

    private sealed class WorkerEndedException : Exception;

    private sealed record ParkedPlace
    {
        public string Reason { get; init; } = "";
        public int? ServiceId { get; init; }
        public int? HubId { get; init; }
    }
}
