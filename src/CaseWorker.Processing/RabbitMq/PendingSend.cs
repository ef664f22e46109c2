using CaseWorker.Processing.Intake;

namespace CaseWorker.Processing.RabbitMq;

/// <summary>A message between the call that sends it and its fate.</summary>
/// <remarks>Thread-safe: caller, publisher and broker race for it; exactly one of them decides.</remarks>
internal sealed class PendingSend(OutgoingMessage outgoing)
{
    private const int Waiting = 0;
    private const int Written = 1;
    private const int Withdrawn = 2;

    private readonly TaskCompletionSource<SendOutcome> fate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SendRun? run = outgoing.Run;
    private OutgoingMessage? outgoing = outgoing;
    private int state;

    public int ServiceId { get; } = outgoing.ServiceId;

    public string MessageKey { get; } = outgoing.Message.MessageKey;

    public string? RoutingKey { get; set; }

    /// <summary>True once the broker gave the message back for want of a queue; the confirm that follows then means nothing.</summary>
    public bool IsReturned { get; set; }

    /// <summary>The counter it was sent with; 0 before.</summary>
    public long N { get; set; }

    public Task<SendOutcome> Fate => fate.Task;

    /// <summary>The message, to be written now; null when it must not be written any more.</summary>
    public OutgoingMessage? TakeForWriting()
    {
        if (run is not null && run.HasFailed(ServiceId))
            TryWithdraw();

        if (Interlocked.CompareExchange(ref state, Written, Waiting) != Waiting)
        {
            // Seen in queue order, before any later message of the run.
            run?.Fail(ServiceId);
            return null;
        }

        var message = outgoing;
        outgoing = null;
        return message;
    }

    /// <summary>True: it was not written and never will be.</summary>
    public bool TryWithdraw()
    {
        if (Interlocked.CompareExchange(ref state, Withdrawn, Waiting) != Waiting)
            return false;

        outgoing = null;
        Finish(SendOutcome.NotSent);
        return true;
    }

    /// <summary>Says the fate; only the first word counts.</summary>
    public void Finish(SendOutcome outcome)
    {
        if (outcome != SendOutcome.Accepted)
            run?.Fail(ServiceId);

        fate.TrySetResult(outcome);
    }
}
