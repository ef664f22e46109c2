namespace CaseWorker.Storage.Intake;

/// <summary>A message without an id that the router is about to hand on under a key of its own.</summary>
/// <param name="MessageKey">The key it gets, unless an earlier channel gave it one; with an ending where it may be a duplicate. At most 200 bytes.</param>
/// <param name="Redelivered">The broker's word: some channel may have had it before.</param>
public sealed record HandOver(byte[] BodyHash, string MessageKey, bool Redelivered);

/// <summary>The key under which the router hands a message on.</summary>
public sealed record HandOverKey(string MessageKey, bool PossibleDuplicate);

/// <summary>What makes a message without an id the same message when it is delivered again (spec 2.3).</summary>
public static class HandOverStore
{
    // Ends a key that was given in doubt, so that whoever takes it over says so too.
    private const string Doubt = "-again";

    private static readonly RowColumn<OpenRow>[] Columns =
    [
        Column.Hash<OpenRow>("BodyHash", row => row.BodyHash),
        Column.Text<OpenRow>("MessageKey", 255, row => row.MessageKey),
        Column.Text<OpenRow>("Channel", 200, row => row.Channel),
        Column.Word<OpenRow>("State", 10, row => row.State),
        Column.Instant<OpenRow>("At", row => row.At),
    ];

    private static readonly RowBatch<OpenRow> Add = new(
        "RouterHandOver",
        """
        INSERT INTO RouterHandOver (BodyHash, MessageKey, Channel, State, At)
        SELECT r.BodyHash, r.MessageKey, r.Channel, r.State, r.At FROM @rows r
        WHERE NOT EXISTS (SELECT 1 FROM RouterHandOver h WHERE h.BodyHash = r.BodyHash AND h.State = 'open' AND h.MessageKey = r.MessageKey)
        ORDER BY r.Ord
        """,
        """
        INSERT INTO RouterHandOver (BodyHash, MessageKey, Channel, State, At)
        SELECT @BodyHash, @MessageKey, @Channel, @State, @At
        WHERE NOT EXISTS (SELECT 1 FROM RouterHandOver WHERE BodyHash = @BodyHash AND State = 'open' AND MessageKey = @MessageKey)
        """,
        Columns);

    private static readonly RowBatch<OpenRow> Finish = new(
        "RouterHandOver",
        """
        UPDATE h SET State = r.State, Channel = r.Channel, At = r.At
        FROM RouterHandOver h JOIN @rows r ON r.BodyHash = h.BodyHash AND r.MessageKey = h.MessageKey
        WHERE h.State = 'open'
        """,
        """
        UPDATE RouterHandOver SET State = @State, Channel = @Channel, At = @At
        WHERE BodyHash = @BodyHash AND State = 'open' AND MessageKey = @MessageKey
        """,
        Columns);

    private static readonly Sql FindOpen = new(
        "SELECT TOP (@count) MessageKey FROM RouterHandOver WHERE BodyHash = @bodyHash AND State = 'open' AND Channel <> @channel ORDER BY HandOverId",
        "SELECT MessageKey FROM RouterHandOver WHERE BodyHash = @bodyHash AND State = 'open' AND Channel <> @channel ORDER BY HandOverId LIMIT @count");

    private static readonly Sql FindDone = new(
        "SELECT TOP (1) HandOverId FROM RouterHandOver WHERE BodyHash = @bodyHash AND State = 'done' AND Channel <> @channel",
        "SELECT HandOverId FROM RouterHandOver WHERE BodyHash = @bodyHash AND State = 'done' AND Channel <> @channel LIMIT 1");

    private static readonly Sql Forget = new(
        "DELETE FROM RouterHandOver WHERE HandOverId IN (SELECT TOP (@count) HandOverId FROM RouterHandOver WHERE State = 'done' AND At < @before ORDER BY At)",
        "DELETE FROM RouterHandOver WHERE HandOverId IN (SELECT HandOverId FROM RouterHandOver WHERE State = 'done' AND At < @before ORDER BY At LIMIT @count)");

    /// <summary>Says before publishing that these messages are under way, and under which keys; in the same order.</summary>
    /// <remarks>
    /// Harmless when repeated with the same hand-overs, as after a commit of which nobody knows whether it was one: a row that is
    /// taken over is not touched before it is done, so it is found again, and no row is added twice.
    /// </remarks>
    /// <param name="channel">The channel that delivered them, unlike any other channel ever.</param>
    public static async Task<IReadOnlyList<HandOverKey>> OpenAsync(Session session, string channel, IReadOnlyList<HandOver> handOvers, DateTimeOffset now)
    {
        var traces = new Dictionary<string, Traces>();
        foreach (var equals in handOvers.Where(each => each.Redelivered).GroupBy(each => Convert.ToHexString(each.BodyHash)))
            traces.Add(equals.Key, await FindTracesAsync(session, channel, equals.First().BodyHash, equals.Count()));

        var keys = handOvers.Select(each => each.Redelivered ? KeyOf(each, traces[Convert.ToHexString(each.BodyHash)]) : new HandOverKey(each.MessageKey, false)).ToList();
        await session.ExecuteAsync(
            Add,
            [.. handOvers.Zip(keys).Where(pair => IsNew(pair.First, pair.Second)).Select(pair => new OpenRow(pair.First.BodyHash, pair.Second.MessageKey, channel, "open", now))]);
        return keys;
    }

    /// <summary>Says just before the acknowledgement that these messages are in their queues.</summary>
    /// <param name="channel">The channel that delivered them, which may not be the one that opened the hand-over.</param>
    public static Task FinishAsync(Session session, string channel, IReadOnlyList<(byte[] BodyHash, string MessageKey)> handOvers, DateTimeOffset now) =>
        session.ExecuteAsync(Finish, [.. handOvers.Select(each => new OpenRow(each.BodyHash, each.MessageKey, channel, "done", now))]);

    /// <summary>Deletes up to <paramref name="count"/> hand-overs that were done before the instant; returns how many. Open ones stay: their messages can still come.</summary>
    public static Task<int> ForgetAsync(Session session, DateTimeOffset before, int count) => session.ExecuteAsync(Forget, new { before, count });

    private static async Task<Traces> FindTracesAsync(Session session, string channel, byte[] bodyHash, int count)
    {
        var open = await session.QueryAsync<string>(FindOpen, new { bodyHash, channel, count });
        var hasDone = open.Count < count && await session.QueryFirstAsync<long?>(FindDone, new { bodyHash, channel }) is not null;
        return new Traces(new Queue<string>(open), hasDone);
    }

    // Without any trace the channel that had the message did not begin with it.
    private static HandOverKey KeyOf(HandOver handOver, Traces traces)
    {
        if (traces.Open.TryDequeue(out var key))
            return new HandOverKey(key, key.EndsWith(Doubt, StringComparison.Ordinal));

        return traces.HasDone ? new HandOverKey(handOver.MessageKey + Doubt, true) : new HandOverKey(handOver.MessageKey, false);
    }

    private static bool IsNew(HandOver handOver, HandOverKey key) => key.MessageKey == handOver.MessageKey || key.MessageKey == handOver.MessageKey + Doubt;

    private sealed record OpenRow(byte[] BodyHash, string MessageKey, string Channel, string State, DateTimeOffset At);

    /// <summary>What earlier channels left of messages with one body.</summary>
    /// <param name="Open">The keys of those that were not finished, oldest first.</param>
    private sealed record Traces(Queue<string> Open, bool HasDone);
}
