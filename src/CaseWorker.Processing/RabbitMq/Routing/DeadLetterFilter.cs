using CaseWorker.Processing.Catalogs;
using MassTransit;
using MassTransit.RabbitMqTransport;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.RabbitMq.Routing;

/// <summary>Parks what the broker gave up on, so that operators find it where all other faulty messages are.</summary>
/// <param name="askCatalog">The catalogue as the database has it now.</param>
internal sealed partial class DeadLetterFilter(
    Func<CancellationToken, Task<Catalog>> askCatalog, ParkMessage park, TimeProvider time, ILogger<DeadLetterFilter> logger) : IFilter<ReceiveContext>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var raw = (RabbitMqBasicConsumeContext)context;
        var ended = context.GetPayload<ChannelContext>().CancellationToken;

        // Twice parked under two keys, if a message without one comes again, rather than two equal ones parked as one.
        var fallbackKey = Guid.NewGuid().ToString();
        var body = context.Body.GetBytes();
        var headers = HeadersJson.Of(raw.Properties);
        while (!ended.IsCancellationRequested)
        {
            try
            {
                var letter = DeadLetter.Of(raw.Properties, body, fallbackKey, await askCatalog(ended));
                await park(letter.Message, letter.PartitionId, letter.ServiceId, "delivery-limit", $"The broker gave it up in {letter.Queue ?? "a queue"}.", headers, null, ended);
                LogDead(letter.Queue);
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

    [LoggerMessage(3080, LogLevel.Error, "The broker gave up a message of {Queue}; it is parked")]
    private partial void LogDead(string? queue);

    [LoggerMessage(3081, LogLevel.Warning, "A dead letter can't be parked without the database; trying again")]
    private partial void LogTryingAgain(Exception exception);
}
