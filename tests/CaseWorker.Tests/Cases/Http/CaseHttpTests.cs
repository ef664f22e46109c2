using System.Globalization;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Cases.Http;

public sealed class CaseHttpTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private const string CaseMembers =
        "caseId, hubId, serviceId, departmentId, sequence, status, repId, customerId, companyId, extRef, subject, notes, classificationCode, autoClose, "
        + "customProperties, procedureExtRef, procedureOptionExtRef, openedBy, openedAt, assignedAt, firstResponseAt, updatedAt, closedAt, dueAt, preOverdueAt, "
        + "postOverdueAt, isOverdue, cycle, tags, possibleDuplicate";

    private static readonly Sql AddBlock = Sql.Both("INSERT INTO IdBlock (FirstId, LastId, Owner, TakenAt) VALUES (5001, 6000, 'gateway', @at)");

    [Fact]
    public async Task A_stored_case_is_shown_with_every_member_of_its_shape()
    {
        await using var app = await CasesApp.StartAsync(Database);
        await app.Rig.StoreAsync(app.Rig.Message(
            """{"ServiceId":1,"Subject":"😀 مرحبا <&>","CustomerId":3,"CustomProperties":{"z":"1","a":"é"}}""", caseId: 7));

        var answer = await app.GetAsync("/api/cases/7");

        Assert.Equal((200, "application/json"), (answer.Status, answer.ContentType));
        Assert.Equal(CaseMembers, answer.Names);
        Assert.StartsWith("""{"caseId":7,"hubId":1,"serviceId":1,"departmentId":10,"sequence":1,"status":"new","repId":10""", answer.Text, StringComparison.Ordinal);
        Assert.Contains("""
            "subject":"😀 مرحبا <&>"
            """, answer.Text, StringComparison.Ordinal);
        Assert.Contains("""
            "customProperties":{"z":"1","a":"é"}
            """, answer.Text, StringComparison.Ordinal);
        Assert.Contains("""
            "openedAt":"2026-11-22T12:00:00.000Z","assignedAt":"2026-11-22T12:00:00.000Z","firstResponseAt":null
            """, answer.Text, StringComparison.Ordinal);
        Assert.EndsWith("""
            "isOverdue":false,"cycle":1,"tags":[],"possibleDuplicate":false}
            """, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_of_another_hub_is_not_found_nor_what_belongs_to_it()
    {
        await using var app = await CasesApp.StartAsync(Database);
        await app.Rig.StoreAsync(app.Rig.Message("""{"ServiceId":21}""", caseId: 7));

        foreach (var path in new[] { "/api/cases/7", "/api/cases/7/notes", "/api/cases/7/assignments" })
        {
            Assert.Equal("not-found", (await app.GetAsync(path)).Problem);
            Assert.Equal(200, (await app.GetAsync(path, CasesApp.OtherReader)).Status);
        }

        Assert.Empty((await app.GetAsync("/api/cases")).Items.EnumerateArray());
        Assert.Empty((await app.GetAsync("/api/cases?serviceId=21")).Items.EnumerateArray());
    }

    [Theory]
    [InlineData("/api/cases")]
    [InlineData("/api/cases/7")]
    [InlineData("/api/cases/7/notes")]
    [InlineData("/api/cases/7/assignments")]
    [InlineData("/api/services/1/fifo")]
    public async Task Reading_needs_a_key_that_may_read(string path)
    {
        await using var app = await CasesApp.StartAsync(Database);

        Assert.Equal("no-key", (await app.GetAsync(path, key: null)).Problem);
        Assert.Equal("no-scope", (await app.GetAsync(path, CasesApp.Admin)).Problem);
    }

    [Fact]
    public async Task An_id_of_a_young_block_is_on_its_way_and_of_an_old_one_unknown_once_the_queues_are_drained()
    {
        await using var app = await CasesApp.StartAsync(Database);
        await WriteAsync(session => session.ExecuteAsync(AddBlock, new { at = Noon }));

        var young = await app.GetAsync("/api/cases/5500");
        Assert.Equal((202, "1", """{"caseId":5500}"""), (young.Status, young.RetryAfter, young.Text));
        Assert.Equal(202, (await app.GetAsync("/api/cases/5500/notes")).Status);
        Assert.Equal(404, (await app.GetAsync("/api/cases/6001")).Status);

        app.Rig.Clock.Advance(TimeSpan.FromHours(24));
        app.Queue.IsDrained = false;
        Assert.Equal(202, (await app.GetAsync("/api/cases/5500")).Status);
        Assert.Equal(404, (await app.GetAsync("/api/cases/6001")).Status);

        app.Queue.IsDrained = true;
        Assert.Equal("not-found", (await app.GetAsync("/api/cases/5500")).Problem);
    }

    [Fact]
    public async Task A_held_case_is_on_its_way_and_the_parked_head_before_it_is_a_conflict()
    {
        await using var app = await CasesApp.StartAsync(Database);
        await app.Rig.StoreAsync(
            app.Rig.Message("""{"ServiceId":2,"CustomerId":"x"}""", caseId: 7) with { HubId = 1 },
            app.Rig.Message("""{"ServiceId":2}""", caseId: 8) with { HubId = 1 });

        var parked = await app.GetAsync("/api/cases/7");
        Assert.Equal((409, "parked"), (parked.Status, parked.Problem));
        Assert.Equal(1, parked.Json.GetProperty("parkedId").GetInt64());
        Assert.Equal(7, parked.Json.GetProperty("caseId").GetInt32());
        Assert.Equal(202, (await app.GetAsync("/api/cases/8")).Status);
        Assert.Equal(404, (await app.GetAsync("/api/cases/7", CasesApp.OtherReader)).Status);
        Assert.Equal(404, (await app.GetAsync("/api/cases/8", CasesApp.OtherReader)).Status);
    }

    [Fact]
    public async Task A_deleted_case_is_not_found()
    {
        await using var app = await CasesApp.StartAsync(Database);
        await WriteAsync(async session =>
        {
            await session.ExecuteAsync(AddBlock, new { at = Noon });
            await StorageRows.AddTombstoneAsync(session, StorageRows.Case(5500));
        });

        Assert.Equal(404, (await app.GetAsync("/api/cases/5500")).Status);
    }

    [Theory]
    [InlineData("/api/cases/abc")]
    [InlineData("/api/cases/0")]
    [InlineData("/api/cases/-1")]
    [InlineData("/api/cases/99999999999999999999")]
    [InlineData("/api/services/99/fifo")]
    [InlineData("/api/services/x/fifo")]
    public async Task An_id_that_cannot_be_is_not_found(string path)
    {
        await using var app = await CasesApp.StartAsync(Database);

        Assert.Equal("not-found", (await app.GetAsync(path)).Problem);
    }

    [Fact]
    public async Task Notes_and_assignments_explain_the_case()
    {
        await using var app = await CasesApp.StartAsync(Database);
        await app.Rig.StoreAsync(app.Rig.Message("""{"ServiceId":3}""", caseId: 7));

        var notes = await app.GetAsync("/api/cases/7/notes");
        var assignments = await app.GetAsync("/api/cases/7/assignments");

        Assert.Equal("items, next", notes.Names);
        Assert.Equal("noteId, at, by, system, type, title, text", Answer.NamesOf(notes.Items[0]));
        Assert.Equal("Case created", notes.Items[0].GetProperty("text").GetString());
        Assert.Equal(
            """{"items":[{"at":"2026-11-22T12:00:00.000Z","strategy":"random","repId":200,"eligible":[200],"excluded":[],"draw":{"index":0,"of":1},"cause":"intake"}],"next":null}""",
            assignments.Text);
    }

    [Fact]
    public async Task A_case_for_which_nobody_was_there_shows_who_was_left_out_and_why()
    {
        await using var app = await CasesApp.StartAsync(Database);
        await app.Rig.ApplyAsync("""{ "hubs": [ { "id": 1, "name": "Main", "reps": [ { "id": 200, "userName": "cleo", "departments": [20], "active": false } ] } ] }""");
        await app.Rig.StoreAsync(app.Rig.Message("""{"ServiceId":3}""", caseId: 7));

        var item = (await app.GetAsync("/api/cases/7/assignments")).Items[0].GetRawText();

        Assert.Contains("""
            "repId":null,"eligible":[],"excluded":[{"repId":200,"reason":"inactive"}],"draw":null
            """, item, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/cases")]
    [InlineData("/api/cases?status=new")]
    [InlineData("/api/cases?serviceId=1")]
    [InlineData("/api/cases?serviceId=1&status=new")]
    public async Task Lists_join_page_by_page(string path)
    {
        await using var app = await CasesApp.StartAsync(Database);
        await app.Rig.StoreAsync([.. Enumerable.Range(1, 5).Select(id => app.Rig.Message("""{"ServiceId":1,"CustomProperties":{"k":"v"}}""", caseId: id))]);
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';

        var ids = new List<int>();
        for (string? next = ""; next is not null;)
        {
            var page = await app.GetAsync($"{path}{separator}top=2&after={next}");
            ids.AddRange(page.Items.EnumerateArray().Select(item => item.GetProperty("caseId").GetInt32()));
            Assert.All(page.Items.EnumerateArray(), item => Assert.Equal("v", item.GetProperty("customProperties").GetProperty("k").GetString()));
            next = page.Next;
        }

        Assert.Equal([1, 2, 3, 4, 5], ids);
    }

    [Fact]
    public async Task A_list_has_100_items_unless_told_otherwise_and_1000_at_most()
    {
        await using var app = await CasesApp.StartAsync(Database);
        await WriteAsync(session => IntakeStore.AddCasesAsync(session, [.. Enumerable.Range(1, 1001).Select(StorageRows.Case)]));

        foreach (var list in new[] { "/api/cases?", "/api/services/1/fifo?" })
        {
            Assert.Equal((100, 1000), ((await app.GetAsync(list)).Items.GetArrayLength(), (await app.GetAsync(list + "top=1000")).Items.GetArrayLength()));
            Assert.Equal(400, (await app.GetAsync(list + "top=1001")).Status);
        }
    }

    [Fact]
    public async Task A_list_narrows_by_all_its_filters()
    {
        await using var app = await CasesApp.StartAsync(Database);
        await WriteAsync(session => IntakeStore.AddCasesAsync(
            session,
            [
                StorageRows.Case(1) with { RepId = 100 },
                StorageRows.Case(2) with { RepId = 101 },
                StorageRows.Case(3) with { RepId = 100, Status = "closed" },
                StorageRows.Case(4) with { RepId = 100, ServiceId = 3 },
            ]));

        Assert.Equal([1], await IdsAsync("serviceId=1&status=new&repId=100"));
        Assert.Equal([1, 3], await IdsAsync("serviceId=1&repId=100"));
        Assert.Equal([1, 4], await IdsAsync("status=new&repId=100"));
        Assert.Equal([1, 3, 4], await IdsAsync("repId=100"));
        Assert.Equal([1, 2, 3, 4], await IdsAsync("status=&repId=&serviceId=&other=ignored"));

        async Task<IEnumerable<int>> IdsAsync(string query) =>
            [.. (await app.GetAsync("/api/cases?" + query)).Items.EnumerateArray().Select(item => item.GetProperty("caseId").GetInt32())];
    }

    [Theory]
    [InlineData("top=0", "top")]
    [InlineData("top=1001", "top")]
    [InlineData("top=1&top=2", "top")]
    [InlineData("top=x", "top")]
    [InlineData("status=New", "status")]
    [InlineData("serviceId=0", "serviceId")]
    [InlineData("serviceId=2147483648", "serviceId")]
    [InlineData("repId=-1", "repId")]
    [InlineData("after=7", "after")]
    [InlineData("after=!!", "after")]
    [InlineData("after=YzU&serviceId=1", "after")]
    [InlineData("top=0&status=x&repId=a&serviceId=b&after=c", "after, repId, serviceId, status, top")]
    public async Task Wrong_parameters_are_told_all_at_once(string query, string names)
    {
        await using var app = await CasesApp.StartAsync(Database);

        var answer = await app.GetAsync("/api/cases?" + query);

        Assert.Equal((400, "invalid"), (answer.Status, answer.Problem));
        Assert.Equal(names, string.Join(", ", answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order()));
    }

    [Fact]
    public async Task The_proof_has_its_shape_and_its_pages_join()
    {
        await using var app = await CasesApp.StartAsync(Database);
        await app.Rig.StoreAsync([.. Enumerable.Range(1, 3).Select(n => app.Rig.Message(key: $"k{n}", caseId: n) with { Source = "gateway-1", SourceN = n })]);

        var first = await app.GetAsync("/api/services/1/fifo?top=2");
        var second = await app.GetAsync($"/api/services/1/fifo?top=2&after={first.Next}");

        Assert.Equal("serviceId, count, verified, violations, items, next", first.Names);
        Assert.Equal("2", first.Next);
        Assert.Equal(
            """
            {"serviceId":1,"count":3,"verified":true,"violations":[],"items":[{"sequence":3,"caseId":3,"messageKey":"k3","source":"gateway-1","n":3,"acceptedAt":"2026-11-22T12:00:00.000Z","storedAt":"2026-11-22T12:00:00.000Z","worker":"worker-1","deletedAt":null}],"next":null}
            """,
            second.Text);
    }

    [Fact]
    public async Task The_proof_says_what_is_wrong_and_counts_the_deleted()
    {
        await using var app = await CasesApp.StartAsync(Database);
        await WriteAsync(async session =>
        {
            await IntakeStore.AddCasesAsync(session, [StorageRows.Case(1), StorageRows.Case(4)]);
            await StorageRows.AddTombstoneAsync(session, StorageRows.Case(2));
        });

        var answer = await app.GetAsync("/api/services/1/fifo");

        Assert.False(answer.Json.GetProperty("verified").GetBoolean());
        Assert.Equal(3, answer.Json.GetProperty("count").GetInt64());
        Assert.Equal(
            """[{"kind":"sequence-gap","sequence":4,"caseId":4,"detail":"The sequence must be 3, is 4."}]""",
            answer.Json.GetProperty("violations").GetRawText());
        Assert.Equal("2026-11-23T12:00:00.000Z", answer.Items[1].GetProperty("deletedAt").GetString());
        Assert.False((await app.GetAsync("/api/services/1/fifo?after=2")).Json.GetProperty("verified").GetBoolean());
        Assert.True((await app.GetAsync("/api/services/1/fifo?after=4")).Json.GetProperty("verified").GetBoolean());
    }

    [Fact]
    public async Task The_proof_of_another_hubs_service_is_for_operators()
    {
        await using var app = await CasesApp.StartAsync(Database);

        Assert.Equal(404, (await app.GetAsync("/api/services/1/fifo", CasesApp.OtherReader)).Status);
        Assert.Equal(404, (await app.GetAsync("/api/services/21/fifo")).Status);
        Assert.Equal(200, (await app.GetAsync("/api/services/21/fifo", CasesApp.Operator)).Status);
        Assert.Equal("invalid", (await app.GetAsync("/api/services/1/fifo?after=-1")).Problem);
    }
}
