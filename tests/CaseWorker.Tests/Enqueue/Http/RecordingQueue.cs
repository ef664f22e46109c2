using System.Collections.Concurrent;
using CaseWorker.Processing.Intake;

namespace CaseWorker.Tests.Enqueue.Http;

/// <summary>A queue that remembers what it was sent, and answers as the test wants.</summary>
internal sealed class RecordingQueue : ICaseQueue
{
    private readonly ConcurrentQueue<OutgoingMessage> sent = new();
    private readonly SemaphoreSlim arrivals = new(0);

    public Func<OutgoingMessage, Task<SendOutcome>> Answer { get; set; } = Accept;

    public IReadOnlyList<OutgoingMessage> Sent => [.. sent];

    public bool IsReady => true;

    public Task<bool> IsDrainedAsync(CancellationToken cancellation) => Task.FromResult(true);

    public Task<SendOutcome> SendAsync(OutgoingMessage outgoing, CancellationToken cancellation)
    {
        sent.Enqueue(outgoing);
        arrivals.Release();
        return Answer(outgoing);
    }

    public void Reset()
    {
        sent.Clear();
        Answer = Accept;
    }

    /// <summary>Returns once another message has been handed in.</summary>
    public Task ArrivalAsync() => arrivals.WaitAsync(TimeSpan.FromSeconds(30));

    private static Task<SendOutcome> Accept(OutgoingMessage outgoing) => Task.FromResult(SendOutcome.Accepted);
}
