using CaseWorker.Storage;
using CaseWorker.Storage.Partitions;
using RabbitMQ.Client;

namespace CaseWorker.Processing.RabbitMq;

/// <summary>Changes the number of partitions: stop sending, drain, let go, delete, put the new number in force (design 2).</summary>
/// <remarks>
/// Restartable at each step: run it again with the same number. Messages are never moved, so the order holds: whatever was accepted
/// under the old number is stored before anything is accepted under the new one.
/// </remarks>
public sealed class Repartitioner(Database database, RabbitMqOptions options, TimeProvider clock)
{
    // Every process looks each second; those that are away find the old queues unbound.
    private static readonly TimeSpan UntilSeen = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan FirstGrace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestGrace = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs all steps.</summary>
    /// <param name="tell">Gets a sentence at each step, and how much is left while waiting.</param>
    /// <exception cref="InvalidOperationException">Another change is under way, or the number is in force already.</exception>
    public async Task RunAsync(int partitions, Action<string> tell, CancellationToken cancellation)
    {
        var before = await database.ReadAsync(RepartitionStore.ReadAsync, cancellation);
        if (!await database.WriteAsync(session => RepartitionStore.BeginAsync(session, partitions), cancellation))
        {
            throw new InvalidOperationException(before.RepartitionTo is { } other
                ? $"The number of partitions must not be changed twice at once, is being changed to {other}."
                : $"The number of partitions must be another than now, is {before.Partitions}.");
        }

        tell("Gateways and routers stop sending.");
        await Task.Delay(UntilSeen, clock, cancellation);
        var factory = new ConnectionFactory { Uri = new Uri(options.Uri), ClientProvidedName = "caseworker partitions set" };
        await using var connection = await factory.CreateConnectionAsync(cancellation);
        var queues = new PartitionQueues(connection, before.Partitions!.Value);
        await queues.UnbindAsync(cancellation);
        await EmptyAsync(queues, tell, cancellation);
        await queues.DeleteAsync(cancellation);
        await database.WriteAsync(session => RepartitionStore.FinishAsync(session, partitions), cancellation);
        tell($"{partitions} partitions are in force; running processes end and start again with them.");
    }

    private async Task EmptyAsync(PartitionQueues queues, Action<string> tell, CancellationToken cancellation)
    {
        for (var grace = TimeSpan.Zero; ; grace = Longer(grace))
        {
            await StepAsync("draining", cancellation);
            await WaitAsync(queues, tell, "messages to store", counts => counts.Messages, cancellation);

            // Workers take more at once than they store at once: whatever came back is with them again at once, uncounted. So each round
            // leaves them more time for it, or slow ones would store but one batch a round.
            await Task.Delay(grace, clock, cancellation);

            // What a worker still holds is not counted as waiting, so it lets go; then the count is the whole truth.
            await StepAsync("closing", cancellation);
            await WaitAsync(queues, tell, "consumers to let go", counts => counts.Consumers, cancellation);
            if ((await queues.CountAsync(cancellation)).Messages == 0)
                return;
        }
    }

    private static TimeSpan Longer(TimeSpan grace) => grace == TimeSpan.Zero ? FirstGrace : grace * 2 < LongestGrace ? grace * 2 : LongestGrace;

    private Task StepAsync(string step, CancellationToken cancellation) =>
        database.WriteAsync(session => RepartitionStore.SetStepAsync(session, step), cancellation);

    private async Task WaitAsync(
        PartitionQueues queues, Action<string> tell, string what, Func<(long Messages, long Consumers), long> left, CancellationToken cancellation)
    {
        for (long last = -1; ;)
        {
            var count = left(await queues.CountAsync(cancellation));
            if (count == 0)
                return;

            if (count != last)
                tell($"Waiting for {count} {what}.");

            last = count;
            await Task.Delay(LookEvery, clock, cancellation);
        }
    }
}
