namespace CaseWorker.Storage.Failpoints;

/// <summary>Every point there is. Each is named for what was done before it and what comes after it.</summary>
public static class FailpointNames
{
    /// <summary>Intake: a batch is understood, its transaction has not begun, no lock is held.</summary>
    public const string BeforeTransaction = "before-transaction";

    /// <summary>Intake: every statement of a batch was run, its transaction is not committed. With SQLite the write lock is held.</summary>
    public const string BeforeCommit = "before-commit";

    /// <summary>Lane: a batch is committed, its messages are not acknowledged. Without a broker there is nothing between the two.</summary>
    public const string AfterCommitBeforeAck = "after-commit-before-ack";

    /// <summary>Router: a run is confirmed in its partitions, its hand-overs are still open.</summary>
    public const string RouterAfterPublishBeforeDone = "router-after-publish-before-done";

    /// <summary>Router: the hand-overs of a run are done, its messages are not acknowledged.</summary>
    public const string RouterAfterDoneBeforeAck = "router-after-done-before-ack";

    /// <summary>Parking: a retry is marked in its row, nothing is sent.</summary>
    public const string ParkingAfterMark = "parking-after-mark";

    /// <summary>Parking: the queue has answered the retry, its caller was not.</summary>
    public const string ParkingAfterPublish = "parking-after-publish";

    /// <summary>Parking: a discard is committed, what was held behind the message has not run.</summary>
    public const string ParkingAfterDiscard = "parking-after-discard";

    /// <summary>Due dates: the stages of a claim have fired, nothing is committed.</summary>
    public const string DueBeforeCommit = "due-before-commit";

    /// <summary>Due dates: a claim is committed, and more may be due.</summary>
    public const string DueAfterCommit = "due-after-commit";

    /// <summary>Sharing: a lane has subscribed to its partition, nobody was told.</summary>
    public const string HandOverSubscribed = "handover-subscribed";

    /// <summary>Sharing: a lane that lets go has finished and acknowledged its batch, its channel is open.</summary>
    public const string HandOverDrained = "handover-drained";

    /// <summary>Sharing: a lane has let go and closed its channel, nobody was told.</summary>
    public const string HandOverLetGo = "handover-let-go";

    /// <summary>Sharing: a worker knows that it is in front, nobody was told.</summary>
    public const string HandOverFront = "handover-front";

    /// <summary>Sharing: a worker has said that it is in front, the others have not subscribed behind it.</summary>
    public const string HandOverTold = "handover-told";

    /// <summary>Events: a batch is confirmed by the broker, and not marked as told.</summary>
    public const string EventsAfterSendBeforeMark = "events-after-send-before-mark";

    /// <summary>Search: the texts of some cases are read and parted into words, nothing is written.</summary>
    public const string TextBeforeWrite = "text-before-write";

    /// <summary>Search: the words of some cases are written, nothing is committed.</summary>
    public const string TextBeforeCommit = "text-before-commit";

    /// <summary>All of the above, in any order.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        BeforeTransaction,
        BeforeCommit,
        AfterCommitBeforeAck,
        RouterAfterPublishBeforeDone,
        RouterAfterDoneBeforeAck,
        ParkingAfterMark,
        ParkingAfterPublish,
        ParkingAfterDiscard,
        EventsAfterSendBeforeMark,
        HandOverSubscribed,
        HandOverDrained,
        HandOverLetGo,
        HandOverFront,
        HandOverTold,
        DueBeforeCommit,
        DueAfterCommit,
        TextBeforeWrite,
        TextBeforeCommit,
    ];

    /// <summary>Makes the program wrong: a lane that stops cancels its consumer first, as messaging libraries do (design 3.1).</summary>
    public const string WrongCancelFirst = "wrong:cancel-before-drain";

    /// <summary>Makes the program wrong: batches are stored whoever has the partition meanwhile (design 1.3).</summary>
    public const string WrongNoEpochCheck = "wrong:no-epoch-check";

    /// <summary>Makes the program wrong: a message key that came before is not known again (design 1.2).</summary>
    public const string WrongNoKeyCheck = "wrong:no-key-check";

    /// <summary>Makes a worker take few messages at a time, so that little load shows much. Wrong beside workers that take more.</summary>
    public const string FewAtATime = "wrong:few-at-a-time";

    /// <summary>The ways to be wrong. They prove that the chaos suite's invariants can fail.</summary>
    public static IReadOnlyList<string> Wrong { get; } = [WrongCancelFirst, WrongNoEpochCheck, WrongNoKeyCheck, FewAtATime];
}
