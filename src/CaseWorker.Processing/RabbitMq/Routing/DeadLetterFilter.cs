using System.Globalization;
using System.Text;
using CaseWorker.Storage.Intake;
using MassTransit;
using MassTransit.RabbitMqTransport;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.RabbitMq.Routing;

/// <summary>Parks what the broker gave up on, so that operators find it where all other faulty messages are.</summary>
internal sealed partial class DeadLetterFilter(ParkMessage park, TimeProvider time, ILogger<DeadLetterFilter> logger) : IFilter<ReceiveContext>
{
    private const string FirstQueue = "x-first-death-queue";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var raw = (RabbitMqBasicConsumeContext)context;
        var ended = context.GetPayload<ChannelContext>().CancellationToken;

        // Twice parked under two keys, if a message without one comes again, rather than two equal ones parked as one.
        var message = MessageHeaders.Read(raw.Properties, context.Body.GetBytes(), Guid.NewGuid().ToString());
        var queue = QueueOf(raw);
        var headers = HeadersJson.Of(raw.Properties);
        LogDead(queue);
        while (!ended.IsCancellationRequested)
        {
            try
            {
                await park(message, PartitionOf(queue), null, "delivery-limit", $"The broker gave it up in {queue ?? "a queue"}.", headers, ended);
                return;
            }
            catch (Exception exception) when (!ended.IsCancellationRequested)
            {
                LogTryingAgain(exception);
                await Task.WhenAny(Task.Delay(Pause, time, ended));
            }
            catch (OperationCanceledException)
            {
                // The channel has ended: the message comes again.
            }
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("deadLetters");

    private static string? QueueOf(RabbitMqBasicConsumeContext raw) =>
        raw.Properties.Headers is { } headers && headers.TryGetValue(FirstQueue, out var name)
            ? name switch { byte[] bytes => Encoding.UTF8.GetString(bytes), string text => text, _ => null }
            : null;

    private static int? PartitionOf(string? queue) =>
        queue is not null && queue != BrokerNames.RouterQueue && queue.LastIndexOf('-') is > 0 and var dash
        && int.TryParse(queue.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var partition) ? partition : null;

    [LoggerMessage(3080, LogLevel.Error, "The broker gave up a message of {Queue}; it is parked")]
    private partial void LogDead(string? queue);

    [LoggerMessage(3081, LogLevel.Warning, "A dead letter can't be parked without the database; trying again")]
    private partial void LogTryingAgain(Exception exception);
}
