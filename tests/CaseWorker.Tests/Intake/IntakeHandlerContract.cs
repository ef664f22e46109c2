using CaseWorker.Processing.Intake;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Intake;

public abstract class IntakeHandlerContract(StorageFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task Cases_are_numbered_without_gaps_in_the_order_of_the_queue()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.StoreAsync(rig.Message(key: "a"), rig.Message("""{"ServiceId":3}"""), rig.Message(key: "b"));
        await rig.StoreAsync(rig.Message(key: "c"), rig.Message(key: "d"));
        var cases = await rig.CasesAsync(1);
        Assert.Equal([1, 2, 3, 4], cases.Select(row => row.Sequence));
        Assert.Equal(["a", "b", "c", "d"], cases.Select(row => row.MessageKey));
        Assert.Equal([1], (await rig.CasesAsync(3)).Select(row => row.Sequence));
    }

    [Fact]
    public async Task A_case_gets_a_rep_of_its_department_and_the_decision_is_recorded()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.StoreAsync(rig.Message("""{"ServiceIdExtRef":"billing","Subject":"Hello"}"""));
        var stored = Assert.Single(await rig.CasesAsync(1));
        Assert.Contains(stored.RepId, new int?[] { 100, 101 });
        Assert.Equal("new", stored.Status);
        var sets = await rig.QueryAsync<string>(
            "SELECT s.Members FROM CaseAssignment a JOIN RepSet s ON s.SetHash = a.EligibleHash WHERE a.RepId IS NOT NULL AND a.DrawOf = 2 AND a.Cause = 'intake'");
        Assert.Equal(["[100,101]"], sets);
        Assert.Equal(
            ["Case created", stored.RepId == 100 ? "Assigned to Ann" : "Assigned to bob"],
            await rig.QueryAsync<string>("SELECT Title FROM CaseNote ORDER BY NoteId"));
        Assert.Equal(["CaseCreated", "CaseAssigned"], await rig.QueryAsync<string>("SELECT EventName FROM Outbox ORDER BY OutboxId"));
    }

    [Fact]
    public async Task A_repeated_message_changes_nothing_in_the_same_batch_or_later()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        var message = rig.Message();
        await rig.StoreAsync(message, message);
        Assert.Equal(BatchOutcome.Stored, await rig.StoreAsync(message, rig.Message(key: "next")));
        Assert.Equal(["m1", "next"], await rig.KeysOfAsync(1));
        Assert.Empty(await rig.ParkedAsync());
    }

    [Fact]
    public async Task Another_body_under_a_used_key_is_parked_once()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.StoreAsync(rig.Message(key: "k"));
        var other = rig.Message("""{"ServiceId":1,"Subject":"other"}""", key: "k");
        await rig.StoreAsync(other);
        await rig.StoreAsync(other, rig.Message(key: "next"));
        Assert.Equal("key-reused", Assert.Single(await rig.ParkedAsync()).Reason);
        Assert.Equal(["k", "next"], await rig.KeysOfAsync(1));
    }

    [Theory]
    [InlineData("", "empty-body")]
    [InlineData("not json", "malformed-json")]
    [InlineData("[1,2]", "malformed-json")]
    [InlineData("""{"ServiceId":99}""", "unknown-service")]
    [InlineData("""{"Subject":"no service"}""", "unknown-service")]
    [InlineData("""{"ServiceId":1,"CustomerId":"x"}""", "invalid")]
    public async Task A_parked_message_does_not_block_the_next_case(string body, string reason)
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.StoreAsync(rig.Message(key: "before"), rig.Message(body, key: "bad"), rig.Message(key: "after"));
        Assert.Equal(["before", "after"], await rig.KeysOfAsync(1));
        Assert.Equal([1, 2], (await rig.CasesAsync(1)).Select(row => row.Sequence));
        var parked = Assert.Single(await rig.ParkedAsync());
        Assert.Equal(("bad", reason), (parked.MessageKey, parked.Reason));
    }

    [Fact]
    public async Task A_promised_id_is_kept_and_a_message_without_one_gets_a_fresh_one()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.StoreAsync(rig.Message(caseId: 5_000_000), rig.Message(), rig.Message());
        var ids = (await rig.CasesAsync(1)).Select(row => row.CaseId).ToList();
        Assert.Equal(5_000_000, ids[0]);
        Assert.Equal(3, ids.Distinct().Count());
        Assert.All(ids, id => Assert.InRange(id, 1, int.MaxValue));
    }

    [Fact]
    public async Task A_case_id_that_another_message_took_parks_the_later_one()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.StoreAsync(rig.Message(caseId: 7_000));
        await rig.StoreAsync(rig.Message(caseId: 7_000), rig.Message(caseId: 7_001), rig.Message(caseId: 7_001));
        Assert.Equal(["case-id-taken", "case-id-taken"], (await rig.ParkedAsync()).Select(row => row.Reason));
        Assert.Equal([7_000, 7_001], (await rig.CasesAsync(1)).Select(row => row.CaseId));
    }

    [Fact]
    public async Task A_worker_that_lost_its_partition_writes_nothing()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        var lost = rig.Epoch;
        await rig.TakePartitionAsync();
        var outcome = await rig.Handler.StoreAsync(new LaneBatch(0, lost, [rig.Message()]), Cancellation);
        Assert.Equal(BatchOutcome.Fenced, outcome);
        Assert.Equal(0, await rig.CountAsync("SupportCase"));
    }

    [Fact]
    public async Task A_message_of_a_newer_program_stops_the_batch_unwritten()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        var newer = rig.Message() with { Version = IntakeMessage.CurrentVersion + 1 };
        Assert.Equal(BatchOutcome.TooNew, await rig.StoreAsync(rig.Message(), newer));
        Assert.Equal(0, await rig.CountAsync("SupportCase"));
        Assert.Empty(await rig.ParkedAsync());
    }

    [Fact]
    public async Task An_auto_closed_case_is_counted_but_has_no_rep()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.StoreAsync(rig.Message("""{"ServiceId":1,"AutoClose":true}"""), rig.Message());
        var cases = await rig.CasesAsync(1);
        Assert.Equal([("closed", false), ("new", false)], cases.Select(row => (row.Status, row.Waiting)));
        Assert.Null(cases[0].RepId);
        Assert.Equal([1, 2], cases.Select(row => row.Sequence));
    }

    [Fact]
    public async Task Stored_times_never_fall_even_when_the_clock_steps_back()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.StoreAsync(rig.Message());
        rig.Clock.AdjustTime(Noon.AddHours(-1));
        await rig.StoreAsync(rig.Message());
        Assert.Equal([Noon, Noon], (await rig.CasesAsync(1)).Select(row => row.StoredAt));
    }

    [Fact]
    public async Task A_routed_message_stays_with_its_service_when_the_reference_moves()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        var routed = rig.Message("""{"ServiceIdExtRef":"billing"}""", "routed") with { ServiceId = 1 };
        await rig.ApplyAsync("""{ "hubs": [ { "id": 1, "name": "Main", "services": [ { "id": 1, "name": "Billing", "extRef": null }, { "id": 3, "name": "Offers", "extRef": "billing" } ] } ] }""");
        await rig.StoreAsync(routed);
        Assert.Equal(["routed"], await rig.KeysOfAsync(1));
        Assert.Empty(await rig.KeysOfAsync(3));
    }

    [Fact]
    public async Task Text_is_kept_as_it_came()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        const string Body = """{"ServiceId":1,"Subject":"😀 שלום é\u0301","CustomProperties":{"ключ":"v 1","b":"2"}}""";
        await rig.StoreAsync(rig.Message(Body));
        Assert.Equal(["😀 שלום é\u0301"], await rig.QueryAsync<string>("SELECT Subject FROM SupportCase"));
        Assert.Equal(["v 1", "2"], await rig.QueryAsync<string>("SELECT Value FROM CaseProperty ORDER BY Ordinal"));
    }

    [Fact]
    public async Task Rows_of_the_intake_table_go_with_the_commit_that_stores_them()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await WriteAsync(session => IntakeQueueStore.AddAsync(session, [new QueuedRow(0, rig.Message()), new QueuedRow(0, rig.Message("bad"))]));
        var rows = await ReadAsync(session => IntakeQueueStore.ReadOldestAsync(session, 10, long.MaxValue));
        var batch = new LaneBatch(0, rig.Epoch, [.. rows.Select(row => row.Message)], [.. rows.Select(row => row.QueueId)]);
        await rig.Handler.StoreAsync(batch, Cancellation);
        Assert.Equal((0, 1, 1), (await rig.CountAsync("IntakeQueue"), await rig.CountAsync("SupportCase"), (await rig.ParkedAsync()).Count));
    }
}
