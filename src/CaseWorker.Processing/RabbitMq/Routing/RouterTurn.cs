namespace CaseWorker.Processing.RabbitMq.Routing;

/// <summary>A channel of the router and its turn to hand on what comes without an id.</summary>
/// <remarks>
/// A message with an id may be handed on twice: its second copy is known. One without an id gets its key from whoever hands it on, so two
/// routers must never do that for one delivery; but one whose channel the broker has ended may not know it yet. Hence a turn, which
/// whoever gets the messages next takes away. Not thread-safe.
/// </remarks>
/// <param name="channel">Unlike any other channel ever.</param>
/// <param name="askBroker">Returns once the broker has answered on this channel; throws when it has ended.</param>
internal sealed class RouterTurn(string channel, Func<CancellationToken, Task> askBroker)
{
    private bool isTaken;

    public string Channel => channel;

    /// <summary>Takes the turn, once. Whether it was taken away since is told by each transaction.</summary>
    /// <param name="take">Takes it in the database, and so ends the turn of every channel before.</param>
    /// <exception cref="Exception">The channel has ended; the turn is not this one's.</exception>
    public async Task TakeAsync(Func<Task> take, CancellationToken cancellation)
    {
        if (isTaken)
            return;

        await take();

        // Whoever comes too late takes a turn too, and must not believe in it. A channel that the broker serves after the turn was taken
        // still had its messages then: who gets them later takes a later turn.
        await askBroker(cancellation);
        isTaken = true;
    }
}
