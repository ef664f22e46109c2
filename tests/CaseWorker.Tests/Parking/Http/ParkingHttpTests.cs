using System.Text;
using System.Text.Json;
using CaseWorker.Processing.Intake;
using CaseWorker.Processing.Parking;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Cases.Http;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Parking.Http;

public sealed class ParkingHttpTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private const string Bad = """{"ServiceId":1,"CustomerId":"x"}""";
    private const string Good = """{"ServiceId":1,"Subject":"repaired"}""";

    [Fact]
    public async Task Parked_messages_are_listed_in_their_shape()
    {
        await using var app = await StartAsync(Bad);

        var answer = await app.GetAsync("/api/parked", CasesApp.Admin);

        Assert.Equal(
            """
            {"items":[{"parkedId":1,"hubId":1,"serviceId":1,"messageKey":"bad","caseId":7,"reason":"invalid","state":"parked","attempts":1,"payload":"{\"ServiceId\":1,\"CustomerId\":\"x\"}","payloadEncoding":"utf8","parkedAt":"2026-11-22T12:00:00.000Z","resolvedAt":null}],"next":null}
            """,
            answer.Text);
        Assert.Contains("CustomerId", (await ShowAsync(app)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payload_that_is_no_text_is_shown_as_base64()
    {
        await using var app = await CasesApp.StartAsync(Database);
        await app.Rig.StoreAsync(new IntakeMessage { Body = [0xff, 0x00], MessageKey = "bytes" });

        var item = (await app.GetAsync("/api/parked", CasesApp.Operator)).Items[0];

        Assert.Equal(("/wA=", "base64"), (item.GetProperty("payload").GetString(), item.GetProperty("payloadEncoding").GetString()));
    }

    [Fact]
    public async Task An_admin_sees_and_changes_the_own_hubs_only_and_an_operator_all()
    {
        await using var app = await CasesApp.StartAsync(Database);
        await app.Rig.StoreAsync(
            app.Rig.Message(Bad),
            app.Rig.Message("""{"ServiceId":21,"CustomerId":"x"}"""),
            app.Rig.Message("""{"ServiceId":999}"""));

        Assert.Equal([1], await IdsAsync(CasesApp.Admin));
        Assert.Equal([2], await IdsAsync(CasesApp.OtherAdmin));
        Assert.Equal([1, 2, 3], await IdsAsync(CasesApp.Operator));
        foreach (var foreign in new[] { 2, 3, 4 })
        {
            Assert.Equal("not-found", (await app.GetAsync($"/api/parked/{foreign}", CasesApp.Admin)).Problem);
            Assert.Equal("not-found", (await app.PostAsync($"/api/parked/{foreign}/retry", Good)).Problem);
            Assert.Equal("not-found", (await app.PostAsync($"/api/parked/{foreign}/discard", """{"reason":"x"}""")).Problem);
        }

        // An admin can't move a message into another hub by editing it.
        Assert.Equal("invalid", (await app.PostAsync("/api/parked/1/retry", """{"ServiceId":21}""")).Problem);
        Assert.Empty(app.Queue.Sent);

        async Task<IEnumerable<long>> IdsAsync(string key) =>
            [.. (await app.GetAsync("/api/parked", key)).Items.EnumerateArray().Select(item => item.GetProperty("parkedId").GetInt64())];
    }

    [Fact]
    public async Task Parking_is_for_admins()
    {
        await using var app = await StartAsync(Bad);

        Assert.Equal("no-scope", (await app.GetAsync("/api/parked")).Problem);
        Assert.Equal("no-scope", (await app.PostAsync("/api/parked/1/retry", Good, CasesApp.Reader)).Problem);
        Assert.Equal("no-scope", (await app.PostAsync("/api/parked/1/discard", """{"reason":"x"}""", CasesApp.Reader)).Problem);
        Assert.Equal("no-key", (await app.GetAsync("/api/parked", key: null)).Problem);
    }

    [Fact]
    public async Task An_edited_message_becomes_the_case_that_was_promised()
    {
        await using var app = await StartAsync(Bad);

        var retry = await app.PostAsync("/api/parked/1/retry", Good);
        Assert.Equal((202, "retrying", 2), (retry.Status, retry.Json.GetProperty("state").GetString(), retry.Json.GetProperty("attempts").GetInt32()));
        Assert.Equal(202, (await app.GetAsync("/api/cases/7")).Status);
        var sent = Assert.Single(app.Queue.Sent);
        Assert.Equal((1, "bad#r1", 7, 1, 1), (sent.ServiceId, sent.Message.MessageKey, sent.Message.CaseId, sent.Message.RetryOf, sent.Message.HubId));

        app.Rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.StoreSentAsync();

        var row = await ShowAsync(app);
        Assert.Equal("resolved", row.GetProperty("state").GetString());
        Assert.Equal(7, row.GetProperty("caseId").GetInt32());
        Assert.Equal("2026-11-22T12:01:00.000Z", row.GetProperty("resolvedAt").GetString());
        Assert.Equal(Good, row.GetProperty("payload").GetString());
        Assert.Equal("repaired", (await app.GetAsync("/api/cases/7")).Json.GetProperty("subject").GetString());
    }

    [Fact]
    public async Task A_message_that_failed_for_a_reason_of_its_time_is_retried_as_it_is()
    {
        await using var app = await CasesApp.StartAsync(Database);
        await app.Rig.StoreAsync(app.Rig.Message("""{"ServiceId":4}""", "early"));
        Assert.Equal("invalid", (await app.PostAsync("/api/parked/1/retry", key: CasesApp.Operator)).Problem);
        await app.Rig.ApplyAsync("""{ "hubs": [ { "id": 1, "name": "Main", "services": [ { "id": 4, "name": "New", "departmentId": 10 } ] } ] }""");

        Assert.Equal(202, (await app.PostAsync("/api/parked/1/retry", key: CasesApp.Operator)).Status);
        await app.StoreSentAsync();

        Assert.Equal(["early#r1"], await app.Rig.KeysOfAsync(4));
    }

    [Fact]
    public async Task What_was_refused_at_the_door_waits_for_its_service_to_be_active()
    {
        await using var app = await StartAsync(Bad);
        var closed = """{ "hubs": [ { "id": 1, "name": "Main", "services": [ { "id": 3, "name": "Offers", "departmentId": 20, "active": false } ] } ] }""";
        await app.Rig.ApplyAsync(closed);
        await new MessageParker(Database, app.Rig.Catalogs, app.Rig.Clock).ParkAsync(
            app.Rig.Message("""{"ServiceId":3}""", "late") with { HubId = 1 }, null, 3, "inactive-service", null, null, null, Cancellation);

        // What had passed the door already may go to an inactive service.
        Assert.Equal("invalid", (await app.PostAsync("/api/parked/2/retry")).Problem);
        Assert.Equal(202, (await app.PostAsync("/api/parked/1/retry", """{"ServiceId":3}""")).Status);
    }

    [Fact]
    public async Task A_payload_that_can_not_become_a_case_is_refused_with_all_errors_and_nothing_changes()
    {
        await using var app = await StartAsync(Bad);

        var answer = await app.PostAsync("/api/parked/1/retry", """{"ServiceId":1,"CustomerId":"x","AutoClose":"y"}""");

        Assert.Equal((400, "invalid"), (answer.Status, answer.Problem));
        Assert.Equal("AutoClose, CustomerId", string.Join(", ", answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order()));
        Assert.Equal("invalid", (await app.PostAsync("/api/parked/1/retry", "{")).Problem);
        Assert.Equal("unsupported-media-type", (await app.PostAsync("/api/parked/1/retry", "ServiceId=1", contentType: "application/x-www-form-urlencoded")).Problem);
        Assert.Equal("too-large", (await app.PostAsync("/api/parked/1/retry", new string(' ', ParkingDesk.MaxBody + 1))).Problem);
        Assert.Equal(("parked", 1), ((await ShowAsync(app)).GetProperty("state").GetString(), (await ShowAsync(app)).GetProperty("attempts").GetInt32()));
        Assert.Empty(app.Queue.Sent);
    }

    [Fact]
    public async Task A_retry_that_fails_at_the_worker_returns_to_the_same_row_with_the_new_reason()
    {
        await using var app = await StartAsync(Bad);
        await app.PostAsync("/api/parked/1/retry", Good);
        await app.Rig.StoreAsync(app.Rig.Message("""{"ServiceId":1}""", caseId: 7));

        await app.StoreSentAsync();

        var row = await ShowAsync(app);
        Assert.Equal(("parked", "case-id-taken", 2), (row.GetProperty("state").GetString(), row.GetProperty("reason").GetString(), row.GetProperty("attempts").GetInt32()));
        Assert.Single(await app.Rig.ParkedAsync());
    }

    [Fact]
    public async Task A_retry_that_is_parked_on_its_way_returns_to_the_same_row()
    {
        await using var app = await StartAsync(Bad);
        await app.PostAsync("/api/parked/1/retry", Good);
        var retry = Assert.Single(app.Queue.Take());
        var parker = new MessageParker(Database, app.Rig.Catalogs, app.Rig.Clock);

        await parker.ParkAsync(retry, 0, null, "crash-loop", "Workers ended.", null, null, Cancellation);
        await parker.ParkAsync(retry, 0, null, "delivery-limit", null, null, null, Cancellation);

        var row = Assert.Single(await app.Rig.ParkedAsync());
        Assert.Equal(("parked", "crash-loop", "Workers ended."), (row.State, row.Reason, row.Detail));
    }

    [Fact]
    public async Task A_retry_that_was_never_sent_leaves_the_message_parked_for_the_next_number()
    {
        await using var app = await StartAsync(Bad);
        app.Queue.Outcome = SendOutcome.NotSent;

        var answer = await app.PostAsync("/api/parked/1/retry", Good);
        Assert.Equal((503, "not-sent", "5"), (answer.Status, answer.Problem, answer.RetryAfter));
        Assert.Equal("parked", (await ShowAsync(app)).GetProperty("state").GetString());

        app.Queue.Outcome = SendOutcome.Accepted;
        await app.PostAsync("/api/parked/1/retry");
        await app.StoreSentAsync();
        Assert.Equal(["bad#r2"], await app.Rig.KeysOfAsync(1));
    }

    [Fact]
    public async Task A_retry_of_unknown_outcome_can_be_sent_again_under_the_same_key_and_makes_one_case()
    {
        await using var app = await StartAsync(Bad);
        app.Queue.Outcome = SendOutcome.Unknown;

        Assert.Equal("outcome-unknown", (await app.PostAsync("/api/parked/1/retry", Good)).Problem);
        Assert.Equal("retrying", (await ShowAsync(app)).GetProperty("state").GetString());
        Assert.Equal("retrying", (await app.PostAsync("/api/parked/1/retry", """{"ServiceId":1}""")).Problem);
        Assert.Equal("not-parked", (await app.PostAsync("/api/parked/1/discard", """{"reason":"x"}""")).Problem);
        app.Queue.Outcome = SendOutcome.NotSent;
        Assert.Equal("not-sent", (await app.PostAsync("/api/parked/1/retry")).Problem);
        Assert.Equal("retrying", (await ShowAsync(app)).GetProperty("state").GetString());
        app.Queue.Outcome = SendOutcome.Accepted;
        Assert.Equal(202, (await app.PostAsync("/api/parked/1/retry", Good)).Status);

        Assert.Equal(["bad#r1", "bad#r1"], app.Queue.Sent.Select(sent => sent.Message.MessageKey));
        await app.StoreSentAsync();
        Assert.Equal(["bad#r1"], await app.Rig.KeysOfAsync(1));
        Assert.Equal("not-parked", (await app.PostAsync("/api/parked/1/retry")).Problem);
    }

    [Fact]
    public async Task A_late_copy_of_an_earlier_retry_makes_no_second_case()
    {
        await using var app = await CasesApp.StartAsync(Database);
        await app.Rig.StoreAsync(app.Rig.Message("""{"ServiceId":1,"CustomerId":"x"}""", "bad") with { HubId = 1 });
        await app.PostAsync("/api/parked/1/retry", Good);
        var late = app.Queue.Take();
        await app.Rig.QueryAsync<int>("UPDATE ParkedMessage SET State = 'parked' RETURNING 1");
        await app.PostAsync("/api/parked/1/retry", Good);

        await app.StoreSentAsync();
        await app.Rig.StoreAsync(late);

        Assert.Equal(["bad#r2"], await app.Rig.KeysOfAsync(1));
    }

    [Fact]
    public async Task Of_many_who_retry_at_once_one_sends()
    {
        await using var app = await StartAsync(Bad);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.PostAsync("/api/parked/1/retry", Good)));
        await app.StoreSentAsync();

        Assert.Contains(answers, answer => answer.Status == 202);
        Assert.All(answers, answer => Assert.Contains(answer.Status, new[] { 202, 409 }));
        Assert.Equal(["bad#r1"], await app.Rig.KeysOfAsync(1));
    }

    [Fact]
    public async Task A_discarded_message_stays_to_be_seen_and_its_case_never_comes()
    {
        await using var app = await StartAsync(Bad);

        var answer = await app.PostAsync("/api/parked/1/discard", """{"Reason":"spam"}""");

        Assert.Equal((200, "discarded", "spam"), (answer.Status, answer.Json.GetProperty("state").GetString(), answer.Json.GetProperty("discardReason").GetString()));
        Assert.Equal(404, (await app.GetAsync("/api/cases/7")).Status);
        Assert.Equal("not-parked", (await app.PostAsync("/api/parked/1/discard", """{"reason":"again"}""")).Problem);
        Assert.Equal("not-parked", (await app.PostAsync("/api/parked/1/retry", Good)).Problem);
        Assert.Single((await app.GetAsync("/api/parked?state=discarded", CasesApp.Admin)).Items.EnumerateArray());
        Assert.Empty((await app.GetAsync("/api/parked?state=parked", CasesApp.Admin)).Items.EnumerateArray());
        Assert.Equal("invalid", (await app.GetAsync("/api/parked?state=gone", CasesApp.Admin)).Problem);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"reason":""}""")]
    [InlineData("""{"reason":"  "}""")]
    [InlineData("""{"reason":7}""")]
    [InlineData("""{"reason":"a","reason":"b"}""")]
    [InlineData("""{"reason":"a\u0000"}""")]
    public async Task Discarding_needs_a_reason(string body)
    {
        await using var app = await StartAsync(Bad);

        Assert.Equal("invalid", (await app.PostAsync("/api/parked/1/discard", body)).Problem);
        Assert.Equal("parked", (await ShowAsync(app)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task The_repaired_head_of_a_blocked_service_lets_the_held_ones_go_on_in_their_order()
    {
        await using var app = await CasesApp.StartAsync(Database);
        await app.Rig.StoreAsync(Blocked("bad", Bad), Blocked("b"), Blocked("c"));

        // In another service it could not let them go on.
        Assert.Equal("invalid", (await app.PostAsync("/api/parked/1/retry", Good)).Problem);
        await app.PostAsync("/api/parked/1/retry", """{"ServiceId":2}""");
        await app.Rig.StoreAsync([.. app.Queue.Take(), Blocked("d")]);

        Assert.Equal(["bad#r1", "b", "c", "d"], await app.Rig.KeysOfAsync(2));
        Assert.True((await app.GetAsync("/api/services/2/fifo")).Json.GetProperty("verified").GetBoolean());
    }

    [Fact]
    public async Task Discarding_the_head_of_a_blocked_service_lets_the_held_ones_go_on_before_anything_newer()
    {
        await using var app = await CasesApp.StartAsync(Database);
        await app.Rig.StoreAsync(Blocked("bad", Bad), Blocked("b"), Blocked("c"));

        await app.PostAsync("/api/parked/1/discard", """{"reason":"spam"}""");
        await app.Rig.StoreAsync(Blocked("d"));

        Assert.Equal(["b", "c", "d"], await app.Rig.KeysOfAsync(2));
        Assert.Equal(0, await app.Rig.CountAsync("HeldMessage"));
    }

    [Fact]
    public async Task Without_newer_messages_the_held_ones_go_on_by_themselves_after_a_discard()
    {
        await using var app = await CasesApp.StartAsync(Database);
        await app.Rig.StoreAsync(Blocked("bad", Bad), Blocked("b"));

        await app.PostAsync("/api/parked/1/discard", """{"reason":"spam"}""");
        await app.Rig.Held.RunAsync(Cancellation);

        Assert.Equal(["b"], await app.Rig.KeysOfAsync(2));
    }

    [Fact]
    public async Task A_message_that_stands_behind_others_of_its_blocked_service_is_retried_after_them()
    {
        await using var app = await CasesApp.StartAsync(Database);
        await app.Rig.StoreAsync(Blocked("bad", Bad));
        await app.Rig.ParkUnreadAsync(Blocked("killer"), 2);

        Assert.Equal("invalid", (await app.PostAsync("/api/parked/2/retry")).Problem);
        Assert.Equal("parked", Assert.Single(await app.Rig.ParkedAsync(), row => row.MessageKey == "killer").State);
        await app.PostAsync("/api/parked/1/discard", """{"reason":"spam"}""");
        await app.Rig.Held.RunAsync(Cancellation);
        Assert.Equal(202, (await app.PostAsync("/api/parked/2/retry")).Status);
        await app.StoreSentAsync();

        Assert.Equal(["killer#r1"], await app.Rig.KeysOfAsync(2));
    }

    [Fact]
    public async Task Retries_of_one_message_at_once_make_one_case()
    {
        await using var app = await StartAsync(Bad);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => app.PostAsync("/api/parked/1/retry", Good))));
        await app.StoreSentAsync();

        Assert.Contains(answers, answer => answer.Status == 202);
        Assert.All(answers, answer => Assert.True(answer.Status is 202 or 409, answer.Text));
        Assert.Equal(["bad#r1"], await app.Rig.KeysOfAsync(1));
        Assert.Equal(("resolved", 2), ((await ShowAsync(app)).GetProperty("state").GetString(), (await ShowAsync(app)).GetProperty("attempts").GetInt32()));
    }

    [Fact]
    public async Task Of_a_retry_and_a_discard_at_once_one_wins_and_the_other_is_told()
    {
        await using var app = await CasesApp.StartAsync(Database);
        await app.Rig.StoreAsync([.. Enumerable.Range(1, 20).Select(n => app.Rig.Message(Bad, $"bad {n}") with { HubId = 1 })]);

        var answers = await Task.WhenAll(Enumerable.Range(1, 20).SelectMany(id => new[]
        {
            Task.Run(async () => (Id: id, Kind: "retry", (await app.PostAsync($"/api/parked/{id}/retry", Good)).Status)),
            Task.Run(async () => (Id: id, Kind: "discard", (await app.PostAsync($"/api/parked/{id}/discard", """{"reason":"x"}""")).Status)),
        }));
        await app.StoreSentAsync();

        var rows = await app.Rig.ParkedAsync();
        var stored = await app.Rig.KeysOfAsync(1);
        foreach (var row in rows)
        {
            var won = Assert.Single(answers, answer => answer.Id == row.ParkedId && answer.Status is (200 or 202));
            Assert.Equal(409, Assert.Single(answers, answer => answer.Id == row.ParkedId && answer.Kind != won.Kind).Status);
            Assert.Equal(won.Kind == "retry" ? "resolved" : "discarded", row.State);
            Assert.Equal(won.Kind == "retry", stored.Contains(row.MessageKey + "#r1"));
        }
    }

    [Fact]
    public async Task A_page_of_large_payloads_ends_early_and_loses_none()
    {
        await using var app = await CasesApp.StartAsync(Database);
        var large = Encoding.UTF8.GetString(Enumerable.Repeat((byte)' ', 3 << 20).ToArray());
        await app.Rig.StoreAsync([.. Enumerable.Range(1, 4).Select(n => app.Rig.Message(large + n) with { HubId = 1 })]);

        var first = await app.GetAsync("/api/parked", CasesApp.Admin);
        var second = await app.GetAsync($"/api/parked?after={first.Next}", CasesApp.Admin);

        Assert.Equal([1, 2], first.Items.EnumerateArray().Select(item => item.GetProperty("parkedId").GetInt64()));
        Assert.Equal([3, 4], second.Items.EnumerateArray().Select(item => item.GetProperty("parkedId").GetInt64()));
        Assert.Null(second.Next);
    }

    // Parks one message of hub 1, service 1, under the key "bad", to which case 7 was promised.
    private async Task<CasesApp> StartAsync(string body)
    {
        var app = await CasesApp.StartAsync(Database);
        await app.Rig.StoreAsync(app.Rig.Message(body, "bad", caseId: 7) with { HubId = 1 });
        return app;
    }

    private static IntakeMessage Blocked(string key, string? body = null) => new()
    {
        Body = Encoding.UTF8.GetBytes(body is null ? """{"ServiceId":2}""" : body.Replace("\"ServiceId\":1", "\"ServiceId\":2", StringComparison.Ordinal)),
        MessageKey = key,
        HubId = 1,
    };

    private static async Task<JsonElement> ShowAsync(CasesApp app) => (await app.GetAsync("/api/parked/1", CasesApp.Admin)).Json;
}
