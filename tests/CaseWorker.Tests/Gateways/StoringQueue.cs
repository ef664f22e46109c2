using System.Collections.Concurrent;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Intake;

namespace CaseWorker.Tests.Gateways;

/// <summary>A queue whose messages are stored before the send is answered, unless a test holds them.</summary>
internal sealed class StoringQueue(IntakeRig rig) : ICaseQueue
{
    private readonly ConcurrentQueue<IntakeMessage> held = new();
    private readonly SemaphoreSlim gate = new(1, 1);

    public bool IsHeld { get; set; }

    public int HeldCount => held.Count;

    public bool IsReady => true;

    public Task<bool> IsDrainedAsync(CancellationToken cancellation) => Task.FromResult(held.IsEmpty);

    public async Task<SendOutcome> SendAsync(OutgoingMessage outgoing, CancellationToken cancellation)
    {
        if (IsHeld)
        {
            held.Enqueue(outgoing.Message);
            return SendOutcome.Accepted;
        }

        await gate.WaitAsync(cancellation);
        try
        {
            await rig.StoreAsync(outgoing.Message);
        }
        finally
        {
            gate.Release();
        }

        return SendOutcome.Accepted;
    }

    public Task ReleaseAsync()
    {
        var messages = new List<IntakeMessage>();
        while (held.TryDequeue(out var message))
            messages.Add(message);

        return rig.StoreAsync([.. messages]);
    }
}
