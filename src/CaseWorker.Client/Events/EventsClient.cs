using System.Runtime.CompilerServices;

namespace CaseWorker.Client;

/// <summary>What happens in the key's hub. Needs the scope <c>cases:read</c>.</summary>
public sealed class EventsClient
{
    private readonly Sender sender;
    private readonly CaseWorkerClientOptions options;

    internal EventsClient(Sender sender, CaseWorkerClientOptions options)
    {
        this.sender = sender;
        this.options = options;
    }

    /// <summary>
    /// Listens until it is cancelled. A stream that breaks off is opened again behind the last event that was taken, for as long as it
    /// takes; so none is missed, unless CaseWorker was away from this listener for longer than it keeps events (<see cref="HubEvent.Reset"/>).
    /// </summary>
    /// <param name="after">The number of the last event that is known; null: what happens from now on.</param>
    /// <param name="cancellation">Ends the listening, with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="CaseWorkerException">
    /// The key is not valid here (or no more), or the stream could not be opened the first time, patient as the client is.
    /// </exception>
    public async IAsyncEnumerable<HubEvent> ListenAsync(long? after = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var line = new EventLine(sender, options, after);
        while (true)
        {
            await using var stream = await line.OpenAsync(cancellation);
            while (await stream.NextAsync(cancellation) is { } told)
            {
                line.Last = told.Number;
                yield return told;
            }

            await line.PauseAsync(stream.ComeAgainAfter, cancellation);
        }
    }
}
