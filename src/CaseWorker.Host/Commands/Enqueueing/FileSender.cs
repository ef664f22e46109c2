using CaseWorker.Processing.Intake;

namespace CaseWorker.Host.Commands.Enqueueing;

/// <summary>Sends many messages in order, with many of them under way at a time.</summary>
/// <remarks>
/// The queue keeps the order of the calls per service, so nothing is waited for but the window. All lines are one run: once one of a
/// service is not accepted, no later one of it is sent, so that the next run of the same file still finds them in order.
/// </remarks>
internal sealed class FileSender(ICaseQueue queue, IProgress<long> accepted)
{
    private const int Window = 2000;

    private readonly SendRun run = new();
    private readonly Queue<Task<SendOutcome>> underWay = new();
    private long sent;
    private SendOutcome? failure;

    /// <summary>Sends until the end or the first message that is not accepted.</summary>
    /// <returns>How many were accepted, and how the first one that was not ended; null: all were accepted.</returns>
    public async Task<(long Accepted, SendOutcome? Failure)> SendAsync(IAsyncEnumerable<OutgoingMessage> messages, CancellationToken cancellation)
    {
        await foreach (var message in messages.WithCancellation(cancellation))
        {
            underWay.Enqueue(queue.SendAsync(message with { Run = run }, CancellationToken.None));
            if (underWay.Count >= Window)
                await SettleAsync();

            if (failure is not null)
                break;
        }

        while (underWay.Count > 0)
            await SettleAsync();

        return (sent, failure);
    }

    private async Task SettleAsync()
    {
        var outcome = await underWay.Dequeue();
        if (outcome == SendOutcome.Accepted)
            accepted.Report(++sent);
        else
            failure ??= outcome;
    }
}
