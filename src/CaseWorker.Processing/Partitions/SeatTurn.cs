using System.Diagnostics.CodeAnalysis;

namespace CaseWorker.Processing.Partitions;

/// <summary>One subscription of a lane, from the invitation to the end of its channel.</summary>
/// <param name="behind">The channel of the front that stood there before; null: none.</param>
[SuppressMessage("Design", "CA1001", Justification = "The source has no timer and no links: there is nothing to free, and a late word of the keeper must not meet a disposed one.")]
internal sealed class SeatTurn(OwnSeat seat, long? behind)
{
    private readonly CancellationTokenSource lettingGo = new();

    public long? Behind { get; } = behind;

    /// <summary>Cancelled when the keeper wants the channel closed.</summary>
    public CancellationToken LettingGo => lettingGo.Token;

    /// <summary>The broker has the subscription.</summary>
    /// <param name="isUnfit">The lane has met a message of a newer program and stored nothing since.</param>
    public void Opened(bool isUnfit) => seat.Opened(this, isUnfit);

    /// <summary>A message was delivered.</summary>
    public void Holds() => seat.Holds();

    /// <summary>A message was stored.</summary>
    public void Fits() => seat.Fits();

    /// <summary>The channel is closed, or never was opened.</summary>
    public void End(bool isUnfit) => seat.End(this, isUnfit);

    // Whoever waits for it goes on elsewhere, not in the hands of the caller, who holds a lock.
    internal bool LetGo()
    {
        if (lettingGo.IsCancellationRequested)
            return false;

        _ = lettingGo.CancelAsync();
        return true;
    }
}
