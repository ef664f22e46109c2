using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace CaseWorker.IntegrationTests.Chaos.Plant;

/// <summary>Somebody who hears every event of every case, whatever happens to the broker: a durable queue of its own, connected again and again.</summary>
/// <param name="connect">A connection straight to the broker.</param>
internal sealed class Listener(Func<CancellationToken, Task<IConnection>> connect) : IAsyncDisposable
{
    private const string Exchange = "case-events";
    private const string Queue = "chaos-hears";
    private static readonly TimeSpan PauseBetweenConnections = TimeSpan.FromMilliseconds(500);

    private readonly List<string> heard = [];
    private readonly HashSet<string> known = [];
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task loop = Task.CompletedTask;

    /// <summary>The ids in the order in which each was heard first.</summary>
    public IReadOnlyList<string> Heard
    {
        get
        {
            lock (heard)
                return [.. heard];
        }
    }

    /// <summary>Returns once nothing can be missed any more.</summary>
    public Task StartAsync()
    {
        loop = ListenAsync();
        return listening.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await loop;
        stopping.Dispose();
    }

    private async Task ListenAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await ListenOnceAsync();
            }
            catch (Exception) when (!stopping.IsCancellationRequested)
            {
                // The broker is away: what it has kept comes when it is back.
            }
            catch (Exception)
            {
                return;
            }

            await Task.Delay(PauseBetweenConnections, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ListenOnceAsync()
    {
        await using var connection = await connect(stopping.Token);
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.ConnectionShutdownAsync += (_, _) =>
        {
            lost.TrySetResult();
            return Task.CompletedTask;
        };
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stopping.Token);
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true, cancellationToken: stopping.Token);
        await channel.QueueDeclareAsync(
            Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: stopping.Token);
        await channel.QueueBindAsync(Queue, Exchange, "#", cancellationToken: stopping.Token);
        await channel.BasicQosAsync(0, 500, false, stopping.Token);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            Hear(delivery.BasicProperties.MessageId ?? $"an event without id: {Encoding.UTF8.GetString(delivery.Body.Span)}");
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer, stopping.Token);
        listening.TrySetResult();
        await lost.Task.WaitAsync(stopping.Token);
    }

    private void Hear(string id)
    {
        lock (heard)
        {
            if (known.Add(id))
                heard.Add(id);
        }
    }
}
