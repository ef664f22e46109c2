namespace CaseWorker.Storage.Intake;

/// <summary>A message without an id that the router is about to hand on under a key of its own.</summary>
/// <param name="MessageKey">The key it gets, unless an earlier channel gave it one.</param>
/// <param name="Redelivered">The broker's word: some channel may have had it before.</param>
public sealed record HandOver(byte[] BodyHash, string MessageKey, bool Redelivered);

/// <summary>The key under which the router hands a message on.</summary>
public sealed record HandOverKey(string MessageKey, bool PossibleDuplicate);

/// <summary>What makes a message without an id the same message when it is delivered again (spec 2.3).</summary>
public static class HandOverStore
{
    private static readonly RowBatch<OpenRow> Add = RowBatch<OpenRow>.Insert(
        "RouterHandOver",
        Column.Hash<OpenRow>("BodyHash", row => row.BodyHash),
        Column.Text<OpenRow>("MessageKey", 255, row => row.MessageKey),
        Column.Text<OpenRow>("Channel", 200, row => row.Channel),
        Column.Word<OpenRow>("State", 10, _ => "open"),
        Column.Instant<OpenRow>("At", row => row.At));

    private static readonly RowBatch<OpenRow> Finish = new(
        "RouterHandOver",
        """
        UPDATE h SET State = 'done', At = r.At
        FROM RouterHandOver h JOIN @rows r ON r.BodyHash = h.BodyHash AND r.MessageKey = h.MessageKey
        WHERE h.State = 'open'
        """,
        "UPDATE RouterHandOver SET State = 'done', At = @At WHERE BodyHash = @BodyHash AND State = 'open' AND MessageKey = @MessageKey",
        Column.Hash<OpenRow>("BodyHash", row => row.BodyHash),
        Column.Text<OpenRow>("MessageKey", 255, row => row.MessageKey),
        Column.Text<OpenRow>("Channel", 200, row => row.Channel),
        Column.Word<OpenRow>("State", 10, _ => "done"),
        Column.Instant<OpenRow>("At", row => row.At));

    private static readonly Sql FindOpen = new(
        "SELECT TOP (1) HandOverId, MessageKey FROM RouterHandOver WHERE BodyHash = @bodyHash AND State = 'open' AND Channel <> @channel ORDER BY HandOverId",
        "SELECT HandOverId, MessageKey FROM RouterHandOver WHERE BodyHash = @bodyHash AND State = 'open' AND Channel <> @channel ORDER BY HandOverId LIMIT 1");

    private static readonly Sql TakeOver = Sql.Both("UPDATE RouterHandOver SET Channel = @channel, At = @now WHERE HandOverId = @handOverId");

    private static readonly Sql FindDone = new(
        "SELECT TOP (1) HandOverId FROM RouterHandOver WHERE BodyHash = @bodyHash AND State = 'done' AND Channel <> @channel",
        "SELECT HandOverId FROM RouterHandOver WHERE BodyHash = @bodyHash AND State = 'done' AND Channel <> @channel LIMIT 1");

    private static readonly Sql Forget = new(
        "DELETE FROM RouterHandOver WHERE HandOverId IN (SELECT TOP (@count) HandOverId FROM RouterHandOver WHERE State = 'done' AND At < @before ORDER BY At)",
        "DELETE FROM RouterHandOver WHERE HandOverId IN (SELECT HandOverId FROM RouterHandOver WHERE State = 'done' AND At < @before ORDER BY At LIMIT @count)");

    /// <summary>Says before publishing that these messages are under way, and under which keys; in the same order.</summary>
    /// <param name="channel">The channel that delivered them, unlike any other channel ever.</param>
    public static async Task<IReadOnlyList<HandOverKey>> OpenAsync(Session session, string channel, IReadOnlyList<HandOver> handOvers, DateTimeOffset now)
    {
        var keys = new List<HandOverKey>(handOvers.Count);
        var fresh = new List<OpenRow>();
        foreach (var handOver in handOvers)
        {
            var key = handOver.Redelivered ? await TakeOverAsync(session, channel, handOver, now) : null;
            if (key is null || key.PossibleDuplicate)
                fresh.Add(new OpenRow(handOver.BodyHash, handOver.MessageKey, channel, now));

            keys.Add(key ?? new HandOverKey(handOver.MessageKey, false));
        }

        await session.ExecuteAsync(Add, fresh);
        return keys;
    }

    /// <summary>Says just before the acknowledgement that these messages are in their queues.</summary>
    public static Task FinishAsync(Session session, IReadOnlyList<(byte[] BodyHash, string MessageKey)> handOvers, DateTimeOffset now) =>
        session.ExecuteAsync(Finish, [.. handOvers.Select(each => new OpenRow(each.BodyHash, each.MessageKey, "", now))]);

    /// <summary>Deletes up to <paramref name="count"/> hand-overs that were done before the instant; returns how many.</summary>
    public static Task<int> ForgetAsync(Session session, DateTimeOffset before, int count) => session.ExecuteAsync(Forget, new { before, count });

    // Null: nothing is known of the message, so the channel that had it did not begin with it.
    private static async Task<HandOverKey?> TakeOverAsync(Session session, string channel, HandOver handOver, DateTimeOffset now)
    {
        var seek = new { bodyHash = handOver.BodyHash, channel };
        if (await session.QueryFirstAsync<FoundRow>(FindOpen, seek) is { } open)
        {
            await session.ExecuteAsync(TakeOver, new { channel, now, handOverId = open.HandOverId });
            return new HandOverKey(open.MessageKey, false);
        }

        return await session.QueryFirstAsync<long?>(FindDone, seek) is null ? null : new HandOverKey(handOver.MessageKey, true);
    }

    private sealed record OpenRow(byte[] BodyHash, string MessageKey, string Channel, DateTimeOffset At);

    private sealed record FoundRow
    {
        public required long HandOverId { get; init; }
        public required string MessageKey { get; init; }
    }
}
