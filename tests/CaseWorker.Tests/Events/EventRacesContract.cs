using System.Collections.Concurrent;
using System.Globalization;
using CaseWorker.Gateway.Events;
using CaseWorker.Processing.Events;
using CaseWorker.Storage;
using CaseWorker.Storage.Events;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Events;

/// <summary>Real transactions side by side: they write events, number them, take the lanes from each other, and read on behind the last number.</summary>
public abstract class EventRacesContract(StorageFixture fixture) : StorageContract(fixture)
{
    private const int Cases = 12;
    private const int Writers = 4;
    private const int Rounds = 30;
    private const int PerRound = 4;
    private const int Hubs = 2;
    private const int All = Writers * Rounds * PerRound;

    private static readonly Sql Lock = Sql.Both("UPDATE SupportCase SET RowVersion = RowVersion + 1 WHERE CaseId = @caseId");
    private static readonly Sql ReadVersion = Sql.Both("SELECT RowVersion FROM SupportCase WHERE CaseId = @caseId");
    private static readonly Sql ReadTold = Sql.Both("SELECT HubId, CaseId, MessageId, EventNo FROM Outbox WHERE EventNo IS NOT NULL ORDER BY EventNo");

    [Fact]
    public async Task Numbers_have_no_gaps_every_case_keeps_its_order_and_no_listener_misses_one()
    {
        await WriteAsync(session => IntakeStore.AddCasesAsync(session, [.. Enumerable.Range(1, Cases).Select(id => StorageRows.Case(id))]));
        using var over = new CancellationTokenSource();
        var heard = Enumerable.Range(1, Hubs).SelectMany(hubId => new[] { (hubId, Events: new ConcurrentQueue<FeedRow>()), (hubId, Events: new ConcurrentQueue<FeedRow>()) }).ToList();
        var listening = heard.Select(one => Task.Run(() => ListenAsync(one.hubId, one.Events, over.Token))).ToList();
        var numbering = new[] { "a", "b", "c" }.Select(name => Task.Run(() => NumberAsync(name, over.Token))).ToList();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(seed => Task.Run(() => WriteEventsAsync(seed))));

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (heard.Sum(one => one.Events.Count) < 2 * All)
            await Task.Delay(20, limit.Token);

        await over.CancelAsync();
        await Task.WhenAll(listening.Concat(numbering));
        var told = await ReadAsync(session => session.QueryAsync<Told>(ReadTold));
        Assert.Equal(All, told.Count);
        foreach (var hub in told.GroupBy(row => row.HubId))
        {
            Assert.Equal(Enumerable.Range(1, hub.Count()).Select(n => (long)n), hub.Select(row => row.EventNo));
            Assert.All(heard.Where(one => one.hubId == hub.Key), one => Assert.Equal(hub.Select(row => row.EventNo), one.Events.Select(row => row.EventNo)));
        }

        // The version under which an event was written is in its id.
        Assert.All(told.GroupBy(row => row.CaseId), events => Assert.Equal(events.Select(Version).Order(), events.Select(Version)));
    }

    // As every writer does: it holds the case while it writes, and ids are given before the commit.
    private async Task WriteEventsAsync(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            int[] cases = [.. Enumerable.Range(1, Cases).OrderBy(_ => random.Next()).Take(2).Order()];
            await UntilDoneAsync(session => WriteEventsAsync(session, cases));
        }
    }

    private static async Task<bool> WriteEventsAsync(Session session, int[] cases)
    {
        foreach (var caseId in cases)
        {
            for (var n = 0; n < PerRound / cases.Length; n++)
            {
                await session.ExecuteAsync(Lock, new { caseId });
                var version = await session.QueryFirstAsync<long>(ReadVersion, new { caseId });
                var id = string.Create(CultureInfo.InvariantCulture, $"{caseId}-{version}");
                await IntakeStore.AddOutboxAsync(session, [new OutboxRow(EventLaneRule.LaneOf(caseId), (caseId % Hubs) + 1, caseId, "CaseUpdated", id, "{}", Noon)]);
            }
        }

        return true;
    }

    // Each keeps saying that it lives, so that lanes wander while others come.
    private async Task NumberAsync(string name, CancellationToken over)
    {
        var process = new EventProcess(Database, name, TimeProvider.System);
        while (!over.IsCancellationRequested)
        {
            try
            {
                await process.KeepAsync();
                await process.NumberAllAsync();
            }
            catch (Exception exception) when (Database.IsTransient(exception))
            {
                // The loser of a deadlock comes again, as the dispatcher does.
            }
        }
    }

    // As a stream does: what is missing is missing for good only when it is missing twice, and here nothing ever is.
    private async Task ListenAsync(int hubId, ConcurrentQueue<FeedRow> heard, CancellationToken over)
    {
        var last = 0L;
        while (!over.IsCancellationRequested)
        {
            var (_, page) = await FeedPage.ReadAsync(last, () => Database.ReadAsync(
                async session => (await EventFeedStore.ReadLatestAsync(session, hubId), await EventFeedStore.ReadAfterAsync(session, hubId, last, 25)),
                CancellationToken.None));
            foreach (var row in page)
            {
                Assert.Equal(last + 1, row.EventNo);
                last = row.EventNo;
                heard.Enqueue(row);
            }
        }
    }

    private async Task UntilDoneAsync(Func<Session, Task<bool>> work)
    {
        while (true)
        {
            try
            {
                await Database.WriteAsync(work, CancellationToken.None);
                return;
            }
            catch (Exception exception) when (Database.IsTransient(exception))
            {
                // As above.
            }
        }
    }

    private static long Version(Told row) => long.Parse(row.MessageId.Split('-')[1], CultureInfo.InvariantCulture);

    private sealed record Told
    {
        public int HubId { get; init; }
        public int CaseId { get; init; }
        public string MessageId { get; init; } = "";
        public long EventNo { get; init; }
    }
}
