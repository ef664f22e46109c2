namespace CaseWorker.Processing.Partitions;

/// <summary>What a worker does next with a partition.</summary>
public enum SeatStep
{
    /// <summary>Nothing: all is as it shall be, or it is somebody else's turn.</summary>
    Stay,

    /// <summary>Subscribe, and remember the front that stands there, if any.</summary>
    Subscribe,

    /// <summary>Finish the batch in hand, acknowledge it and close the channel.</summary>
    LetGo,

    /// <summary>Say that nobody alive stands before it.</summary>
    BeFront,
}

/// <summary>The hand-over of a partition, as one decision of one worker: every worker repeats it until all say Stay.</summary>
/// <remarks>
/// <para>
/// The broker serves subscribers in the order in which they came, and tells nobody who is first. So the wanted owner subscribes; the others,
/// seeing that, let go, those that hold nothing first; with all others away the wanted one is in front and says so, naming its channel;
/// the others subscribe again and remember that channel. Whoever stands behind the channel that the front names now is behind it for
/// certain, and nobody moves any more. Anything else (a crash in the middle, a channel that was lost and opened anew, workers that for
/// some seconds saw different peers) is a seat that is not behind the present front: it lets go and comes again.
/// </para>
/// <para>
/// Nothing depends on it but who works: in any state some live worker is subscribed or about to be, and the broker and the epoch keep
/// the order (design 3.10).
/// </para>
/// </remarks>
public static class SeatRule
{
    /// <param name="me">This worker.</param>
    /// <param name="own">Where it stands.</param>
    /// <param name="wanted">Who shall have the partition.</param>
    /// <param name="others">The seats of the other live workers; one without a row is away.</param>
    /// <param name="isWantedMissing">True when the wanted one has not been seen on a seat for so long that somebody else must serve.</param>
    public static SeatStep Next(string me, Seat own, string wanted, IReadOnlyDictionary<string, Seat> others, bool isWantedMissing)
    {
        if (wanted == me)
            return NextOfWanted(own, others);

        var first = others.GetValueOrDefault(wanted) ?? Seat.Away;
        return first.State switch
        {
            SeatState.Away => own.State == SeatState.Away && isWantedMissing ? SeatStep.Subscribe : SeatStep.Stay,
            SeatState.Front when own.State == SeatState.Away => SeatStep.Subscribe,
            SeatState.Front => own.Behind == first.Channel ? SeatStep.Stay : SeatStep.LetGo,
            SeatState.Subscribed or SeatState.Holding => own.State == SeatState.Away || MustWait(own, wanted, others) ? SeatStep.Stay : SeatStep.LetGo,
        };
    }

    private static SeatStep NextOfWanted(Seat own, IReadOnlyDictionary<string, Seat> others) => own.State switch
    {
        SeatState.Away => SeatStep.Subscribe,
        SeatState.Front => SeatStep.Stay,
        SeatState.Subscribed or SeatState.Holding => others.Values.All(other => other.State == SeatState.Away) ? SeatStep.BeFront : SeatStep.Stay,
    };

    // Who may be the active one goes last: were it to go first, one of those that are about to go would become active in between.
    private static bool MustWait(Seat own, string wanted, IReadOnlyDictionary<string, Seat> others) =>
        own.State != SeatState.Subscribed && others.Any(other => other.Key != wanted && other.Value.State == SeatState.Subscribed);
}
