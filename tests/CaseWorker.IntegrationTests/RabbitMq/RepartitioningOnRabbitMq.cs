using CaseWorker.Processing.Intake;
using CaseWorker.Processing.RabbitMq;
using CaseWorker.Storage.Partitions;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace CaseWorker.IntegrationTests.RabbitMq;

[Collection(RabbitMqCollection.Name)]
public sealed class RepartitioningOnRabbitMq(RabbitMqFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_accepted_before_is_stored_before_the_new_number_is_in_force()
    {
        await using var rig = await BrokerRig.StartAsync(fixture, partitions: 2);
        var record = new StoredRecord();
        var queue = rig.NewQueue();
        await rig.NewWorkerAsync(record);
        for (var n = 1; n <= 200; n++)
            Assert.Equal(SendOutcome.Accepted, await queue.SendAsync(BrokerRig.Message(n % 2 + 1, n), Cancellation));

        await ChangeAsync(rig, 3);

        Assert.Equal(200, record.Keys.Distinct().Count());
        Assert.Equal(SendOutcome.NotSent, await queue.SendAsync(BrokerRig.Message(1, 201), Cancellation));
        Assert.Equal(3, (await rig.Database.ReadAsync(RepartitionStore.ReadAsync, Cancellation)).Partitions);
        var channel = await rig.OpenChannelAsync();
        var gone = await Assert.ThrowsAsync<OperationInterruptedException>(() => channel.QueueDeclarePassiveAsync(BrokerNames.QueueOf(0, 2), Cancellation));
        Assert.Equal(404, gone.ShutdownReason!.ReplyCode);
    }

    [Fact]
    public async Task A_change_that_was_broken_off_is_taken_up_again()
    {
        await using var rig = await BrokerRig.StartAsync(fixture, partitions: 2);
        await rig.Database.WriteAsync(session => RepartitionStore.BeginAsync(session, 3), Cancellation);
        await rig.Database.WriteAsync(session => RepartitionStore.SetStepAsync(session, "closing"), Cancellation);

        await ChangeAsync(rig, 3);

        var row = await rig.Database.ReadAsync(RepartitionStore.ReadAsync, Cancellation);
        Assert.Equal((3, null, null), (row.Partitions, row.RepartitionTo, row.RepartitionStep));
    }

    [Fact]
    public async Task Two_changes_at_once_are_refused()
    {
        await using var rig = await BrokerRig.StartAsync(fixture, partitions: 2);
        await rig.Database.WriteAsync(session => RepartitionStore.BeginAsync(session, 3), Cancellation);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ChangeAsync(rig, 4));
        Assert.Contains("is being changed to 3", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_did_not_notice_gets_its_message_back()
    {
        await using var rig = await BrokerRig.StartAsync(fixture, partitions: 2);
        var queue = rig.NewQueue();
        Assert.Equal(SendOutcome.Accepted, await queue.SendAsync(BrokerRig.Message(1, 1), Cancellation));
        await using var connection = await new RabbitMQ.Client.ConnectionFactory { Uri = new Uri(rig.Uri) }.CreateConnectionAsync(Cancellation);
        await new PartitionQueues(connection, 2).UnbindAsync(Cancellation);
        Assert.Equal(SendOutcome.NotSent, await queue.SendAsync(BrokerRig.Message(1, 2), Cancellation));
    }

    /// <summary>Runs the change while the parts of the rig look as a process does.</summary>
    private static async Task ChangeAsync(BrokerRig rig, int partitions)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var looking = LookAsync(rig, done.Token);
        try
        {
            await new Repartitioner(rig.Database, rig.Options, TimeProvider.System).RunAsync(partitions, _ => { }, Cancellation);
            await rig.Gate.LookAsync(Cancellation);
        }
        finally
        {
            await done.CancelAsync();
            await looking;
        }
    }

    private static async Task LookAsync(BrokerRig rig, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
                await rig.Gate.LookAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The change is over.
        }
    }
}
