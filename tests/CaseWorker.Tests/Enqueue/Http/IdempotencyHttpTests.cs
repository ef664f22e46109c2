using CaseWorker.Processing.Intake;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Enqueue.Http;

public sealed class IdempotencyHttpTests(SqliteFixture storage) : IAsyncLifetime
{
    private const string Valid = """{"ServiceId":1,"Subject":"Help"}""";

    private static readonly Sql CountKeys = Sql.Both("SELECT COUNT(*) FROM IdempotencyKey");

    private GatewayApp gateway = null!;

    public static TheoryData<string> BadKeys => ["", "a b", "a\tb", "é", new string('k', 256)];

    public async ValueTask InitializeAsync() => gateway = await GatewayApp.StartAsync(storage);

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task The_same_key_and_request_give_the_same_case_and_one_message()
    {
        var first = await PostAsync("k1");
        var again = await PostAsync("k1", """{ "subject": "Help", "serviceIdExtRef": "billing", "customerId": 0, "CaseId": 9, "autoClose": "false" }""");
        Assert.Equal(202, again.Status);
        Assert.Equal(first.CaseId, again.CaseId);
        Assert.Null(first.Header("Idempotent-Replayed"));
        Assert.Equal("true", again.Header("Idempotent-Replayed"));
        Assert.Single(gateway.Queue.Sent);
    }

    [Fact]
    public async Task Another_request_under_the_same_key_gives_422()
    {
        await PostAsync("k1");
        Assert.Equal("key-reused", (await PostAsync("k1", """{"ServiceId":2,"Subject":"Help"}""")).Problem);
        Assert.Equal("key-reused", (await PostAsync("k1", """{"ServiceId":1,"Subject":"help"}""")).Problem);
        Assert.Single(gateway.Queue.Sent);
    }

    [Fact]
    public async Task Keys_of_different_hubs_have_nothing_to_do_with_each_other()
    {
        var main = await PostAsync("k1", """{"ServiceIdExtRef":"billing"}""");
        using var client = gateway.ClientWith(GatewayApp.Other);
        client.DefaultRequestHeaders.Add("Idempotency-Key", "k1");
        var other = await Reply.OfAsync(await client.PostAsync("/api/cases", GatewayApp.JsonContent("""{"ServiceIdExtRef":"billing"}"""u8.ToArray())));
        Assert.Equal(202, other.Status);
        Assert.NotEqual(main.CaseId, other.CaseId);
        Assert.Equal(2, gateway.Queue.Sent.Select(sent => sent.Message.MessageKey).Distinct().Count());
    }

    [Fact]
    public async Task The_message_key_follows_from_hub_and_key()
    {
        await PostAsync("k1");
        Assert.Equal(Convert.ToHexStringLower(MessageHash.OfKey(1, "k1")), gateway.Queue.Sent[0].Message.MessageKey);
    }

    [Fact]
    public async Task Twenty_at_once_become_one_message()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PostAsync("k1")));
        Assert.All(replies, reply => Assert.Equal(202, reply.Status));
        Assert.Single(replies.Select(reply => reply.CaseId).Distinct());
        Assert.Equal(19, replies.Count(reply => reply.Header("Idempotent-Replayed") == "true"));
        Assert.Single(gateway.Queue.Sent);
    }

    [Fact]
    public async Task Twenty_at_once_of_which_two_differ_become_one_case()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => PostAsync("k1", $$"""{"ServiceId":{{1 + (i % 2)}}}""")));
        Assert.Equal(10, replies.Count(reply => reply.Status == 202));
        Assert.Equal(10, replies.Count(reply => reply.Status == 422));
        Assert.Single(gateway.Queue.Sent);
    }

    [Fact]
    public async Task Two_gateways_give_one_case_for_one_key()
    {
        await using var other = await GatewayApp.StartAsync(new SamePlace(gateway.Database));
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? gateway : other).PostAsync(Valid, ("Idempotency-Key", "k1"))));
        Assert.Single(replies.Select(reply => reply.CaseId).Distinct());
        Assert.Single(gateway.Queue.Sent.Concat(other.Queue.Sent).Select(sent => (sent.Message.CaseId, sent.Message.MessageKey, Convert.ToHexString(sent.Message.Body))).Distinct());
    }

    [Fact]
    public async Task An_unconfirmed_message_is_sent_again_with_the_same_ids()
    {
        foreach (var outcome in new[] { SendOutcome.Unknown, SendOutcome.NotSent, SendOutcome.Accepted })
        {
            gateway.Queue.Answer = _ => Task.FromResult(outcome);
            var reply = await PostAsync("k1");
            Assert.Equal(outcome == SendOutcome.Accepted ? 202 : 503, reply.Status);
        }

        Assert.Equal(202, (await PostAsync("k1")).Status);
        Assert.Equal(3, gateway.Queue.Sent.Count);
        Assert.Single(gateway.Queue.Sent.Select(sent => (sent.Message.CaseId, sent.Message.MessageKey, Convert.ToHexString(sent.Message.Body))).Distinct());
    }

    [Fact]
    public async Task The_row_is_committed_before_the_message_is_sent()
    {
        var rows = -1;
        gateway.Queue.Answer = async _ =>
        {
            rows = await CountAsync();
            return SendOutcome.Accepted;
        };
        await PostAsync("k1");
        Assert.Equal(1, rows);
    }

    [Fact]
    public async Task Refused_requests_are_not_recorded()
    {
        Assert.Equal(400, (await PostAsync("k1", "{}")).Status);
        Assert.Equal(0, await CountAsync());
        Assert.Equal(202, (await PostAsync("k1")).Status);
    }

    [Theory, MemberData(nameof(BadKeys))]
    public async Task A_key_that_is_none_gives_400(string key) =>
        Assert.Equal(["Idempotency-Key"], (await PostAsync(key)).Errors);

    [Fact]
    public async Task A_key_may_have_255_characters_of_any_visible_kind() =>
        Assert.Equal(202, (await PostAsync(new string('k', 253) + "!~")).Status);

    [Fact]
    public async Task A_stored_case_answers_for_its_key_when_the_row_is_long_gone()
    {
        var first = await PostAsync("k1");
        var message = gateway.Queue.Sent[0].Message;
        await gateway.Database.WriteAsync(
            session => IntakeStore.AddCasesAsync(session, [StorageRows.Case(first.CaseId) with
            {
                KeyHash = MessageHash.OfKey(1, message.MessageKey),
                BodyHash = MessageHash.OfBody(message.Body),
                MessageKey = message.MessageKey,
            }]),
            CancellationToken.None);
        await gateway.Database.WriteAsync(session => IdempotencyStore.RemoveOldAsync(session, DateTimeOffset.MaxValue, 10), CancellationToken.None);
        Assert.Equal(0, await CountAsync());

        Assert.Equal(422, (await PostAsync("k1", """{"ServiceId":1,"Subject":"other"}""")).Status);
        var again = await PostAsync("k1");
        Assert.Equal(first.CaseId, again.CaseId);
        Assert.Equal("true", again.Header("Idempotent-Replayed"));
    }

    private Task<Reply> PostAsync(string key, string body = Valid) => gateway.PostAsync(body, ("Idempotency-Key", key));

    private Task<int> CountAsync() => gateway.Database.ReadAsync(session => session.QueryFirstAsync<int>(CountKeys), CancellationToken.None);

    /// <summary>A second process on the same file.</summary>
    private sealed class SamePlace(Database first) : StorageFixture
    {
        public override Task<Database> OpenFreshAsync() =>
            Task.FromResult(Database.Open(new StorageOptions { Provider = first.Provider, ConnectionString = first.ConnectionString }));

        public override Task<StorageOptions> NewPlaceAsync() => throw new NotSupportedException();
    }
}
