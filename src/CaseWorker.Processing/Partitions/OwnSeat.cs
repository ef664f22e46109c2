using System.Security.Cryptography;

namespace CaseWorker.Processing.Partitions;

/// <summary>This worker's seat at one partition: the keeper says when to subscribe and when to let go, the lane says what it has done.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="changed">Told after each change of <see cref="Current"/>.</param>
public sealed class OwnSeat(int partitionId, Action changed)
{
    private readonly Lock gate = new();
    private TaskCompletionSource invitation = NewInvitation();
    private SeatTurn? turn;
    private volatile Seat current = Seat.Away;
    private volatile bool isKeptWaiting;

    public int PartitionId { get; } = partitionId;

    /// <summary>Where this worker stands, as its lane knows it.</summary>
    public Seat Current => current;

    /// <summary>True: the lane was told to subscribe and has not finished with it.</summary>
    internal bool IsInvited => invitation.Task.IsCompleted;

    /// <summary>True: it is away because that is its place in a hand-over, not because anything failed.</summary>
    public bool IsKeptWaiting => isKeptWaiting;

    /// <summary>Lets the lane subscribe once; nothing when it already does.</summary>
    /// <param name="behind">The channel of the front that was seen to stand there; null: none.</param>
    public void Invite(long? behind)
    {
        lock (gate)
        {
            if (turn is not null)
                return;

            turn = new SeatTurn(this, behind);
            invitation.SetResult();
        }
    }

    /// <summary>Tells the lane to finish the batch in hand and to close its channel.</summary>
    /// <returns>False: it was told before.</returns>
    public bool LetGo()
    {
        isKeptWaiting = true;
        lock (gate)
            return turn?.LetGo() ?? false;
    }

    /// <summary>It is right that this worker is away.</summary>
    public void KeepWaiting() => isKeptWaiting = true;

    /// <summary>From now on this worker says that it is in front, unless that channel has ended.</summary>
    public bool BeFront(long? channel) => Change(seat => seat.Channel == channel && channel is not null ? seat with { State = SeatState.Front } : seat);

    /// <summary>Waits to be invited. Null: not within the limit.</summary>
    internal async Task<SeatTurn?> UntilInvitedAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellation)
    {
        Task waiting;
        lock (gate)
            waiting = invitation.Task;

        try
        {
            await waiting.WaitAsync(limit, time, cancellation);
        }
        catch (TimeoutException)
        {
            return null;
        }

        lock (gate)
            return turn;
    }

    internal void Opened(SeatTurn of, bool isUnfit) => Change(_ => new Seat(SeatState.Subscribed, NewChannel(), of.Behind, isUnfit));

    internal void Holds() => Change(seat => seat.State == SeatState.Subscribed ? seat with { State = SeatState.Holding } : seat);

    internal void Fits() => Change(seat => seat with { IsUnfit = false });

    internal void End(SeatTurn of, bool isUnfit)
    {
        if (!of.LettingGo.IsCancellationRequested)
            isKeptWaiting = false;

        lock (gate)
        {
            turn = null;
            invitation = NewInvitation();
        }

        Change(_ => Seat.Away with { IsUnfit = isUnfit });
    }

    private static long NewChannel() => BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    private static TaskCompletionSource NewInvitation() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool Change(Func<Seat, Seat> change)
    {
        lock (gate)
        {
            var next = change(current);
            if (next == current)
                return false;

            current = next;
        }

        changed();
        return true;
    }
}
