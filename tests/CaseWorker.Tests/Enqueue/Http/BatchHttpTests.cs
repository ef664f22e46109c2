using System.Globalization;
using System.Text;
using System.Text.Json;
using CaseWorker.Processing.Intake;
using Xunit;

namespace CaseWorker.Tests.Enqueue.Http;

public sealed class BatchHttpTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private readonly GatewayApp gateway = shared.Fresh();

    [Fact]
    public async Task Each_item_has_its_result_in_order()
    {
        var reply = await PostAsync("""[{"ServiceId":1,"Subject":"a"},{"ServiceId":99},{"serviceIdExtRef":"sales"},7,{"ServiceId":1,"ServiceId":1}]""");
        Assert.Equal(207, reply.Status);
        Assert.Equal([202, 400, 202, 400, 400], Statuses(reply));
        Assert.Equal(Enumerable.Range(0, 5), reply.Json.EnumerateArray().Select(item => item.GetProperty("index").GetInt32()));
        var first = reply.Json[0];
        Assert.Equal(first.GetProperty("caseId").GetInt32(), first.GetProperty("case").GetProperty("CaseId").GetInt32());
        Assert.True(reply.Json[1].GetProperty("problem").GetProperty("errors").TryGetProperty("ServiceId", out _));
        Assert.Equal(2, gateway.Queue.Sent.Count);
    }

    [Fact]
    public async Task Items_of_one_service_keep_the_order_of_the_array()
    {
        gateway.Queue.Answer = async _ =>
        {
            await Task.Yield();
            return SendOutcome.Accepted;
        };
        var reply = await PostAsync(Items(200, i => $$"""{"ServiceId":{{1 + (i % 2)}},"Subject":"{{i}}"}"""));
        Assert.All(Statuses(reply), status => Assert.Equal(202, status));
        foreach (var service in gateway.Queue.Sent.GroupBy(sent => sent.ServiceId))
        {
            var subjects = service.Select(sent => int.Parse(JsonDocument.Parse(sent.Message.Body).RootElement.GetProperty("Subject").GetString()!, CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(100, subjects.Count);
            Assert.Equal(subjects.Order(), subjects);
        }
    }

    [Theory]
    [InlineData(SendOutcome.NotSent, "not-sent")]
    [InlineData(SendOutcome.Unknown, "outcome-unknown")]
    public async Task After_an_item_that_failed_to_send_the_later_ones_of_its_service_are_not_sent(SendOutcome outcome, string word)
    {
        gateway.Queue.Answer = outgoing => Task.FromResult(Encoding.UTF8.GetString(outgoing.Message.Body).Contains("bad", StringComparison.Ordinal) ? outcome : SendOutcome.Accepted);
        var reply = await PostAsync(
            """[{"ServiceId":1},{"ServiceId":2},{"ServiceId":1,"Subject":"bad"},{"ServiceId":1},{"ServiceId":2},{"ServiceId":1},{"ServiceId":98}]""");
        Assert.Equal([202, 202, 503, 503, 202, 503, 400], Statuses(reply));
        Assert.Equal(word, WordOf(reply.Json[2]));
        Assert.Equal("not-sent", WordOf(reply.Json[3]));
        Assert.Equal("not-sent", WordOf(reply.Json[5]));
        Assert.Equal(2, gateway.Queue.Sent.Count(sent => sent.ServiceId == 1));
    }

    [Fact]
    public async Task A_repeated_batch_sends_only_what_was_not_confirmed()
    {
        const string Body = """[{"ServiceId":1},{"ServiceId":1,"Subject":"bad"},{"ServiceId":1}]""";
        gateway.Queue.Answer = outgoing => Task.FromResult(Encoding.UTF8.GetString(outgoing.Message.Body).Contains("bad", StringComparison.Ordinal) ? SendOutcome.Unknown : SendOutcome.Accepted);
        var first = await PostAsync(Body, ("Idempotency-Key", "b1"));
        Assert.Equal([202, 503, 503], Statuses(first));

        gateway.Queue.Reset();
        var second = await PostAsync(Body, ("Idempotency-Key", "b1"));
        Assert.Equal([202, 202, 202], Statuses(second));
        Assert.Equal(CaseIds(first), CaseIds(second));
        Assert.Equal(CaseIds(second).Skip(1), gateway.Queue.Sent.Select(sent => sent.Message.CaseId!.Value));
        Assert.True(second.Json[0].GetProperty("replayed").GetBoolean());
        Assert.Equal(Convert.ToHexStringLower(MessageHash.OfKey(1, "b1/2")), gateway.Queue.Sent[1].Message.MessageKey);
    }

    [Fact]
    public async Task An_item_that_differs_from_the_first_time_is_refused_alone()
    {
        await PostAsync("""[{"ServiceId":1},{"ServiceId":1}]""", ("Idempotency-Key", "b2"));
        var second = await PostAsync("""[{"ServiceId":1},{"ServiceId":1,"Subject":"other"}]""", ("Idempotency-Key", "b2"));
        Assert.Equal([202, 422], Statuses(second));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("[{\"ServiceId\":1}")]
    [InlineData("[{\"ServiceId\":1}] x")]
    public async Task What_is_no_array_of_items_gives_400(string body)
    {
        Assert.Equal(["$"], (await PostAsync(body)).Errors);
        Assert.Empty(gateway.Queue.Sent);
    }

    [Fact]
    public async Task A_batch_may_have_1000_items_and_not_one_more()
    {
        Assert.Equal(207, (await PostAsync(Items(1000, _ => """{"ServiceId":1}"""))).Status);
        Assert.Equal(400, (await PostAsync(Items(1001, _ => """{"ServiceId":1}"""))).Status);
        Assert.Equal(1000, gateway.Queue.Sent.Count);
    }

    [Fact]
    public async Task A_form_is_no_batch() =>
        Assert.Equal(415, (await gateway.PostAsync("/api/cases/batch", new FormUrlEncodedContent(new Dictionary<string, string> { ["ServiceId"] = "1" }))).Status);

    private Task<Reply> PostAsync(string body, params (string Name, string Value)[] headers) =>
        gateway.PostAsync("/api/cases/batch", GatewayApp.JsonContent(Encoding.UTF8.GetBytes(body)), headers);

    private static string Items(int count, Func<int, string> item) => $"[{string.Join(',', Enumerable.Range(0, count).Select(item))}]";

    private static IEnumerable<int> Statuses(Reply reply) => reply.Json.EnumerateArray().Select(item => item.GetProperty("status").GetInt32());

    private static IEnumerable<int> CaseIds(Reply reply) => reply.Json.EnumerateArray().Select(item => item.GetProperty("caseId").GetInt32());

    private static string WordOf(JsonElement item) => item.GetProperty("problem").GetProperty("type").GetString()!.Split(':')[^1];
}
