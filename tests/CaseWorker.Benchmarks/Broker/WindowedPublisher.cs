using CaseWorker.Benchmarks.Cases;
using CaseWorker.Processing.Intake;
using CaseWorker.Processing.RabbitMq;
using RabbitMQ.Client;

namespace CaseWorker.Benchmarks.Broker;

/// <summary>A producer written by hand for speed: one channel, confirms, and a window of messages that are not confirmed yet.</summary>
/// <remarks>Not thread-safe. A refused or lost message ends the run: a benchmark has nothing to repair.</remarks>
internal sealed class WindowedPublisher : IAsyncDisposable
{
    private const int Window = 2000;

    private readonly IChannel channel;
    private readonly string[] routingKeys;
    private readonly long[] counters = new long[BenchCatalog.Services + 1];
    private readonly SemaphoreSlim free = new(Window, Window);
    private readonly HashSet<ulong> early = [];
    private readonly TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ulong confirmedUpTo;

    private WindowedPublisher(IChannel channel, int partitions)
    {
        this.channel = channel;
        routingKeys = [.. Enumerable.Range(0, partitions).Select(partition => PartitionRule.NameOf(partition, partitions))];
        channel.BasicAcksAsync += (_, args) =>
        {
            Confirm(args.DeliveryTag, args.Multiple);
            return Task.CompletedTask;
        };
        channel.BasicNacksAsync += (_, _) => FailAsync("refused a message");
        channel.BasicReturnAsync += (_, _) => FailAsync("returned a message");
        channel.ChannelShutdownAsync += (_, args) => FailAsync("closed the channel: " + args.ReplyText);
    }

    public static async Task<WindowedPublisher> OpenAsync(IConnection connection, int partitions) => new(
        await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false)),
        partitions);

    /// <summary>Writes a message once there is room in the window.</summary>
    public async ValueTask PublishAsync(BenchCase one)
    {
        if (!free.Wait(0))
            await RoomAsync();

        var message = one.ToMessage(DateTimeOffset.UtcNow);
        await channel.BasicPublishAsync(
            BrokerNames.PartitionExchange,
            routingKeys[one.PartitionOf(routingKeys.Length)],
            mandatory: true,
            MessageHeaders.Write(message, "benchmark/1", ++counters[one.ServiceId]),
            message.Body);
    }

    /// <summary>Waits until everything is confirmed.</summary>
    public async Task FlushAsync()
    {
        for (var taken = 0; taken < Window; taken++)
            await RoomAsync();

        free.Release(Window);
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        free.Dispose();
    }

    private async Task RoomAsync()
    {
        var room = free.WaitAsync();
        if (await Task.WhenAny(room, failed.Task) == failed.Task)
            await failed.Task;
    }

    private void Confirm(ulong tag, bool multiple)
    {
        var before = confirmedUpTo;
        if (multiple)
        {
            var counted = early.RemoveWhere(waiting => waiting <= tag);
            confirmedUpTo = Math.Max(confirmedUpTo, tag);
            if (confirmedUpTo > before)
                free.Release((int)(confirmedUpTo - before) - counted);
        }
        else
        {
            early.Add(tag);
            free.Release();
        }

        while (early.Remove(confirmedUpTo + 1))
            confirmedUpTo++;
    }

    private Task FailAsync(string what)
    {
        failed.TrySetException(new InvalidOperationException($"The broker {what}."));
        return Task.CompletedTask;
    }
}
