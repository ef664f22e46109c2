using CaseWorker.Processing.Retention;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CaseWorker.Tests.Retention;

public abstract class RetentionContract(StorageFixture fixture) : StorageContract(fixture)
{
    private static readonly Sql Dispatch = Sql.Both("UPDATE Outbox SET DispatchedAt = @at WHERE MessageId = @messageId");

    private readonly FakeTimeProvider clock = new(Noon);

    [Fact]
    public async Task Everything_is_kept_as_long_as_it_is_promised_and_no_longer()
    {
        await AddAllAsync();
        clock.Advance(TimeSpan.FromHours(24));
        await RunAsync();
        Assert.Equal((3, 1, 1, 3), await CountAsync());

        clock.Advance(TimeSpan.FromMilliseconds(1));
        await RunAsync();
        Assert.Equal((2, 1, 1, 2), await CountAsync());

        clock.SetUtcNow(Noon.AddDays(7));
        await RunAsync();
        Assert.Equal((1, 1, 1, 1), await CountAsync());

        clock.Advance(TimeSpan.FromMilliseconds(1));
        await RunAsync();
        Assert.Equal((1, 0, 0, 1), await CountAsync());
    }

    [Fact]
    public async Task What_is_parked_held_or_under_way_is_kept_for_ever()
    {
        await AddAllAsync();
        await WriteAsync(async session =>
        {
            await IntakeStore.AddParkedAsync(session, [StorageRows.Parked("parked")]);
            await IntakeStore.AddHeldAsync(session, [StorageRows.Held("held")]);
        });

        clock.Advance(TimeSpan.FromDays(3650));
        await RunAsync();
        Assert.Equal((1, 0, 0, 1), await CountAsync());
        Assert.Equal((1, 1), (await CountAsync("ParkedMessage"), await CountAsync("HeldMessage")));
        Assert.Equal(["waiting"], await ReadAsync(session => session.QueryAsync<string>(Sql.Both("SELECT MessageId FROM Outbox"))));
        Assert.Equal(["open"], await ReadAsync(session => session.QueryAsync<string>(Sql.Both("SELECT State FROM RouterHandOver"))));
    }

    [Fact]
    public async Task A_run_goes_on_until_nothing_old_is_left()
    {
        await WriteAsync(session => IdempotencyStore.AddAsync(session, [.. Enumerable.Range(1, 1001).Select(Idempotency)]));
        clock.Advance(TimeSpan.FromDays(8));
        await RunAsync();
        Assert.Equal(0, await CountAsync("IdempotencyKey"));
    }

    // Made at noon, but one hand-over done and one event dispatched an hour later, and one of each not at all.
    private Task AddAllAsync() => WriteAsync(async session =>
    {
        HandOver[] handOvers = [HandOver("a"), HandOver("b"), HandOver("open")];
        await HandOverStore.OpenAsync(session, "channel", handOvers, Noon);
        await HandOverStore.FinishAsync(session, "channel", [(handOvers[0].BodyHash, "a")], Noon);
        await HandOverStore.FinishAsync(session, "channel", [(handOvers[1].BodyHash, "b")], Noon.AddHours(1));
        await AttemptStore.BeginAsync(session, StorageRows.Hash("attempt"), Noon);
        await IdempotencyStore.AddAsync(session, [Idempotency(1)]);
        await IntakeStore.AddOutboxAsync(session, [Event("early"), Event("late"), Event("waiting")]);
        await session.ExecuteAsync(Dispatch, new { messageId = "early", at = Noon });
        await session.ExecuteAsync(Dispatch, new { messageId = "late", at = Noon.AddHours(1) });
    });

    private Task RunAsync() => new RetentionSweep(Database, clock, NullLogger<RetentionSweep>.Instance).RunAsync(Cancellation);

    private async Task<(int HandOvers, int Attempts, int Keys, int Events)> CountAsync() =>
        (await CountAsync("RouterHandOver"), await CountAsync("Attempt"), await CountAsync("IdempotencyKey"), await CountAsync("Outbox"));

    private Task<int> CountAsync(string table) => ReadAsync(session => session.QueryFirstAsync<int>(Sql.Both($"SELECT COUNT(*) FROM {table}")));

    private static HandOver HandOver(string key) => new(StorageRows.Hash(key), key, Redelivered: false);

    private static OutboxRow Event(string messageId) => new(0, StorageRows.HubId, 1, "CaseCreated", messageId, "{}", Noon);

    private static IdempotencyRow Idempotency(int caseId) => new()
    {
        HubId = StorageRows.HubId,
        KeyHash = StorageRows.Hash($"key {caseId}"),
        RequestHash = StorageRows.Hash("request"),
        CaseId = caseId,
        MessageKey = $"message {caseId}",
        CreatedAt = Noon,
    };
}
