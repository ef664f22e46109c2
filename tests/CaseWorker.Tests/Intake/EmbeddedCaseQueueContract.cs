using CaseWorker.Processing;
using CaseWorker.Processing.Embedded;
using CaseWorker.Processing.Intake;
using CaseWorker.Processing.Partitions;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CaseWorker.Tests.Intake;

public abstract class EmbeddedCaseQueueContract(StorageFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task Messages_sent_at_once_are_queued_in_the_order_of_their_numbers()
    {
        using var signal = new EmbeddedSignal();
        var queue = new EmbeddedCaseQueue(
            Database, new PartitionCount(8), Instance.OfThisProcess(), signal, TimeProvider.System, NullLogger<EmbeddedCaseQueue>.Instance);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 600).Select(i =>
            queue.SendAsync(new OutgoingMessage(1 + (i % 2), StorageRows.Message($"key {i}")), Cancellation)));

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        var rows = await ReadAsync(session => IntakeQueueStore.ReadOldestAsync(session, 1000, long.MaxValue));
        Assert.Equal(Enumerable.Range(0, 600).Select(i => $"key {i}"), rows.Select(row => row.Message.MessageKey));
        Assert.Equal(Enumerable.Range(0, 600).Select(i => 1L + (i / 2)), rows.Select(row => row.Message.SourceN!.Value));
        Assert.Equal(Enumerable.Range(0, 600).Select(i => 1 + (i % 2)), rows.Select(row => row.Routed.ServiceId!.Value));
    }

    [Fact]
    public async Task A_message_that_the_table_refuses_takes_no_other_down()
    {
        using var signal = new EmbeddedSignal();
        var queue = new EmbeddedCaseQueue(
            Database, new PartitionCount(8), Instance.OfThisProcess(), signal, TimeProvider.System, NullLogger<EmbeddedCaseQueue>.Instance);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            queue.SendAsync(new OutgoingMessage(1, StorageRows.Message("key") with { MessageKey = i == 7 ? null! : $"key {i}" }), Cancellation)));

        Assert.NotEqual(SendOutcome.Accepted, outcomes[7]);
        Assert.Equal(19, outcomes.Count(outcome => outcome == SendOutcome.Accepted));
        Assert.Equal(19, (await ReadAsync(session => IntakeQueueStore.ReadOldestAsync(session, 100, long.MaxValue))).Count);
    }

    [Fact]
    public async Task Behind_a_message_of_a_run_that_is_refused_nothing_of_its_service_is_queued()
    {
        using var signal = new EmbeddedSignal();
        var queue = new EmbeddedCaseQueue(
            Database, new PartitionCount(8), Instance.OfThisProcess(), signal, TimeProvider.System, NullLogger<EmbeddedCaseQueue>.Instance);
        var run = new SendRun();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => queue.SendAsync(
            new OutgoingMessage(1 + (i % 2), StorageRows.Message("key") with { MessageKey = i == 6 ? null! : $"key {i}" }) { Run = run }, Cancellation)));

        Assert.Equal([0, 1, 2, 3, 4, 5, 7, 9, 11, 13, 15, 17, 19], Enumerable.Range(0, 20).Where(i => outcomes[i] == SendOutcome.Accepted));
        Assert.Equal(SendOutcome.NotSent, outcomes[8]);
        var rows = await ReadAsync(session => IntakeQueueStore.ReadOldestAsync(session, 100, long.MaxValue));
        Assert.Equal(["key 0", "key 1", "key 2", "key 3", "key 4", "key 5", "key 7"], rows.Take(7).Select(row => row.Message.MessageKey));
        Assert.Equal(13, rows.Count);
    }
}
