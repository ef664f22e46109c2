using CaseWorker.Processing.Access;
using CaseWorker.Processing.Intake;
using CaseWorker.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CaseWorker.Tests.Enqueue.Http;

public sealed class OutageHttpTests(SqliteFixture fixture) : IAsyncLifetime
{
    private const string Valid = """{"ServiceId":1}""";

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly UnreachableStorage storage = new(fixture);
    private GatewayApp gateway = null!;

    public async ValueTask InitializeAsync() => gateway = await GatewayApp.StartAsync(storage, clock);

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Theory]
    [InlineData(SendOutcome.NotSent, "not-sent")]
    [InlineData(SendOutcome.Unknown, "outcome-unknown")]
    public async Task A_queue_that_fails_gives_503_with_the_case_id(SendOutcome outcome, string word)
    {
        gateway.Queue.Answer = _ => Task.FromResult(outcome);
        var reply = await gateway.PostAsync(Valid);
        Assert.Equal(503, reply.Status);
        Assert.Equal(word, reply.Problem);
        Assert.Equal("5", reply.Header("Retry-After"));
        Assert.Equal(gateway.Queue.Sent[0].Message.CaseId, reply.Json.GetProperty("caseId").GetInt32());
    }

    [Fact]
    public async Task A_queue_that_never_answers_gives_503_within_5_seconds()
    {
        gateway.Queue.Answer = _ => new TaskCompletionSource<SendOutcome>().Task;
        var pending = gateway.PostAsync(Valid, ("Idempotency-Key", "k1"));
        await gateway.Queue.ArrivalAsync();
        clock.Advance(TimeSpan.FromSeconds(4.4));
        Assert.False(pending.IsCompleted);

        // The gateway's timer may be set a moment after the queue has the message, so the clock goes on until it has run out.
        while (!pending.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(0.1));
            await Task.WhenAny(pending, Task.Delay(10));
        }

        var reply = await pending;
        Assert.Equal("outcome-unknown", reply.Problem);

        gateway.Queue.Answer = _ => Task.FromResult(SendOutcome.Accepted);
        var again = await gateway.PostAsync(Valid, ("Idempotency-Key", "k1"));
        Assert.Equal(reply.Json.GetProperty("caseId").GetInt32(), again.CaseId);
    }

    [Fact]
    public async Task While_the_database_is_away_requests_without_a_key_are_accepted_until_the_copies_are_old()
    {
        await gateway.PostAsync(Valid);
        storage.IsAway = true;
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(202, (await gateway.PostAsync(Valid)).Status);
        Assert.Equal(503, (await gateway.PostAsync(Valid, ("Idempotency-Key", "k1"))).Status);

        clock.Advance(TimeSpan.FromMilliseconds(1));
        var reply = await gateway.PostAsync(Valid);
        Assert.Equal("not-sent", reply.Problem);
        Assert.False(reply.Json.TryGetProperty("caseId", out _));
        Assert.Equal("5", reply.Header("Retry-After"));

        storage.IsAway = false;
        await gateway.RefreshAsync();
        Assert.Equal(202, (await gateway.PostAsync(Valid, ("Idempotency-Key", "k1"))).Status);
    }

    [Fact]
    public async Task Without_a_block_of_ids_nothing_is_accepted_while_the_database_is_away()
    {
        storage.IsAway = true;
        Assert.Equal(503, (await gateway.PostAsync(Valid)).Status);
        Assert.Empty(gateway.Queue.Sent);
    }

    [Fact]
    public async Task A_process_that_stops_keeps_no_caller_waiting()
    {
        gateway.Queue.Answer = _ =>
        {
            gateway.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            return Task.FromResult(SendOutcome.Accepted);
        };
        Assert.Equal(202, (await gateway.PostAsync(Valid, ("Prefer", "wait=30"))).Status);
    }

    [Fact]
    public async Task A_revoked_key_is_refused()
    {
        var keeper = gateway.Services.GetRequiredService<KeyKeeper>();
        var created = Assert.IsType<KeyCreated>(await keeper.CreateAsync(1, "new", Scopes.Enqueue, null, CancellationToken.None));
        using var client = gateway.ClientWith(created.Key);
        Assert.Equal(202, (int)(await client.PostAsync("/api/cases", GatewayApp.JsonContent("""{"ServiceId":1}"""u8.ToArray()))).StatusCode);
        Assert.True(await keeper.RevokeAsync(created.KeyId, null, CancellationToken.None));
        Assert.Equal(401, (int)(await client.PostAsync("/api/cases", GatewayApp.JsonContent("""{"ServiceId":1}"""u8.ToArray()))).StatusCode);
    }
}
