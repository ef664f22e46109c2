using System.Text.Json;
using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Tests.DueDates;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Events;

/// <summary>Who hears an event need not ask what became of the members that it names.</summary>
public abstract class EventPayloadContract(StorageFixture fixture) : StorageContract(fixture)
{
    private const string FourHours = """{ "dueAfter": "PT4H", "preOverdueBefore": "PT1H", "postOverdueAfter": "PT2H", "pauseWhileOpen": true }""";

    private const string Program =
        """
        { "hubs": [ { "id": 1, "name": "Main",
          "lists": [ { "id": 23, "name": "Status", "type": "status", "items": [ { "id": 1, "name": "New" }, { "id": 2, "name": "Doing" }, { "id": 3, "name": "Done", "isOpen": false } ] },
                     { "id": 24, "name": "Severity", "type": "severity", "items": [ { "id": 5, "name": "High" } ] },
                     { "id": 25, "name": "Category", "type": "category", "items": [ { "id": 7, "name": "Hats" }, { "id": 8, "name": "Shoes", "subCategories": [ { "id": 9, "name": "Boots" } ] } ] } ],
          "roles": [ { "id": 1, "name": "Case Manager" }, { "id": 2, "name": "Watcher" } ] } ] }
        """;

    [Fact]
    public async Task A_case_is_told_with_its_dates_when_it_is_created_and_when_it_is_reopened()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        AssertDates(await LastAsync(rig, caseId, "CaseCreated"), Noon.AddHours(4));
        await rig.SetStatusAsync(caseId, "closed");
        rig.Clock.SetUtcNow(Noon.AddHours(10));
        await rig.SetStatusAsync(caseId, "new");
        var told = await LastAsync(rig, caseId, "CaseReopened");
        AssertDates(told, Noon.AddHours(14));
        Assert.Equal(2, told.GetProperty("cycle").GetInt32());
    }

    [Fact]
    public async Task A_date_set_by_hand_is_told_with_its_stages_and_its_removal_by_their_absence()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        await rig.SetDueAsync(caseId, Noon.AddHours(20));
        var set = await LastAsync(rig, caseId, "CaseUpdated");
        Assert.Equal(["dueAt"], Changed(set));
        AssertDates(set, Noon.AddHours(20));

        // As of the event: what comes later changes nothing in it.
        await rig.SetDueAsync(caseId, null);
        var removed = await LastAsync(rig, caseId, "CaseUpdated");
        Assert.Equal(["dueAt"], Changed(removed));
        Assert.False(removed.TryGetProperty("dueAt", out _) || removed.TryGetProperty("preOverdueAt", out _) || removed.TryGetProperty("postOverdueAt", out _));
    }

    [Fact]
    public async Task A_date_that_a_pause_or_a_policy_moved_is_told_too()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        await rig.SetStatusAsync(caseId, "open");
        Assert.Equal(["status"], Changed(await LastAsync(rig, caseId, "CaseUpdated")));
        rig.Clock.SetUtcNow(Noon.AddHours(1));
        await rig.SetStatusAsync(caseId, "new");
        var told = await LastAsync(rig, caseId, "CaseUpdated");
        Assert.Equal(["status", "dueAt"], Changed(told));
        AssertDates(told, Noon.AddHours(5));

        await rig.SetPolicyAsync(FourHours.Replace("PT4H", "PT6H", StringComparison.Ordinal));
        await new Processing.DueDates.PolicySweep(
            Database, rig.Intake.Catalogs, rig.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<Processing.DueDates.PolicySweep>.Instance).RunAsync(Cancellation);
        var moved = await LastAsync(rig, caseId, "CaseUpdated");
        Assert.Equal(["dueAt"], Changed(moved));
        AssertDates(moved, Noon.AddHours(7));
    }

    [Fact]
    public async Task Other_members_are_told_with_what_they_became()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        await rig.Intake.ApplyAsync("""{ "hubs": [ { "id": 1, "name": "Main", "tags": [ { "id": 5, "name": "vip" }, { "id": 4, "name": "old" } ], "workflows": [ { "id": 543, "name": "Complaint" } ] } ] }""");
        var caseId = await rig.StoreAsync();
        await rig.RunAsync(caseId, new CaseCommand.Update { Subject = new("Printer"), WorkflowId = new(543), Cost = new(12.5m) });
        var told = await LastAsync(rig, caseId, "CaseUpdated");
        Assert.Equal(["subject", "workflowId", "cost"], Changed(told));
        Assert.Equal(("Printer", 543, 12.5m), (told.GetProperty("subject").GetString(), told.GetProperty("workflowId").GetInt32(), told.GetProperty("cost").GetDecimal()));
        Assert.False(told.TryGetProperty("dueAt", out _));
        await rig.RunAsync(caseId, new CaseCommand.Update { WorkflowId = new(null) });
        Assert.False((await LastAsync(rig, caseId, "CaseUpdated")).TryGetProperty("workflowId", out _));

        await rig.RunAsync(caseId, new CaseCommand.Tag(5));
        await rig.RunAsync(caseId, new CaseCommand.Tag(4));
        Assert.Equal([4, 5], Tags(await LastAsync(rig, caseId, "CaseUpdated")));
        await rig.RunAsync(caseId, new CaseCommand.Untag(5));
        Assert.Equal([4], Tags(await LastAsync(rig, caseId, "CaseUpdated")));
        await rig.RunAsync(caseId, new CaseCommand.Transfer(20, null));
        Assert.Equal(20, (await LastAsync(rig, caseId, "CaseUpdated")).GetProperty("departmentId").GetInt32());
    }

    [Fact]
    public async Task Lists_and_roles_are_told_with_all_that_the_case_then_has_of_them()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        await rig.Intake.ApplyAsync(Program);
        var caseId = await rig.StoreAsync();
        var repId = Assert.Single(await rig.Intake.QueryAsync<int>("SELECT RepId FROM SupportCase"));
        var other = repId == 100 ? 101 : 100;
        await rig.RunAsync(caseId, new CaseCommand.Update { ListValues = [new(25, 8, 9)], Roles = [new(2, [200])] });
        var told = await LastAsync(rig, caseId, "CaseUpdated");
        Assert.Equal(["listValues", "roles"], Changed(told));
        Assert.Equal("""[{"listId":23,"id":1},{"listId":25,"id":8,"subCategoryId":9}]""", told.GetProperty("listValues").GetRawText());
        Assert.Equal($$"""[{"id":1,"users":[{{repId}}]},{"id":2,"users":[200]}]""", told.GetProperty("roles").GetRawText());

        // As the whole command leaves them: the item that closes the case, and the users behind the new rep.
        await rig.RunAsync(caseId, new CaseCommand.Update { ListValues = [new(23, 3, null), new(25, 7, null)], Roles = [new(1, [other, repId])] });
        told = await LastAsync(rig, caseId, "CaseUpdated");
        Assert.Equal("""[{"listId":23,"id":3},{"listId":25,"id":7}]""", told.GetProperty("listValues").GetRawText());
        Assert.Equal($$"""[{"id":1,"users":[{{other}},{{repId}}]},{"id":2,"users":[200]}]""", told.GetProperty("roles").GetRawText());
        Assert.False((await LastAsync(rig, caseId, "CaseClosed")).TryGetProperty("listValues", out _));
    }

    [Fact]
    public async Task A_note_is_told_with_its_words_as_they_became()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        await rig.RunAsync(caseId, new CaseCommand.AddNote("call", "Title", "Called"));
        var added = await LastAsync(rig, caseId, "CaseNoteAdded");
        Assert.Equal(("call", "Title", "Called"), Note(added));
        await rig.RunAsync(caseId, new CaseCommand.EditNote(added.GetProperty("noteId").GetInt64(), default, "Called back"));
        var edited = await LastAsync(rig, caseId, "CaseUpdated");
        Assert.Equal(["notes"], Changed(edited));
        Assert.Equal(("call", "Title", "Called back"), Note(edited));
        Assert.Equal(added.GetProperty("noteId").GetInt64(), edited.GetProperty("noteId").GetInt64());
    }

    [Fact]
    public async Task A_stage_tells_when_it_was_planned_and_whether_it_is_late()
    {
        var rig = await DueRig.StartAsync(Database, Noon, FourHours);
        var caseId = await rig.StoreAsync();
        await rig.SweepAtAsync(Noon.AddHours(3).AddSeconds(1));
        await rig.SweepAtAsync(Noon.AddHours(5));
        var (pre, due) = (await LastAsync(rig, caseId, "CasePreOverdue"), await LastAsync(rig, caseId, "CaseOverdue"));
        Assert.Equal((Noon.AddHours(4), Noon.AddHours(3), false), (pre.GetProperty("dueAt").GetDateTimeOffset(), pre.GetProperty("plannedAt").GetDateTimeOffset(), pre.GetProperty("late").GetBoolean()));
        Assert.Equal((Noon.AddHours(4), true), (due.GetProperty("plannedAt").GetDateTimeOffset(), due.GetProperty("late").GetBoolean()));
    }

    private static void AssertDates(JsonElement told, DateTimeOffset dueAt) => Assert.Equal(
        (dueAt.AddHours(-1), dueAt, dueAt.AddHours(2)),
        (told.GetProperty("preOverdueAt").GetDateTimeOffset(), told.GetProperty("dueAt").GetDateTimeOffset(), told.GetProperty("postOverdueAt").GetDateTimeOffset()));

    private static IEnumerable<string?> Changed(JsonElement told) => told.GetProperty("changed").EnumerateArray().Select(name => name.GetString());

    private static (string? Type, string? Title, string? Text) Note(JsonElement told) =>
        (told.GetProperty("noteType").GetString(), told.GetProperty("noteTitle").GetString(), told.GetProperty("noteText").GetString());

    private static IEnumerable<int> Tags(JsonElement told) => told.GetProperty("tags").EnumerateArray().Select(id => id.GetInt32());

    private static async Task<JsonElement> LastAsync(DueRig rig, int caseId, string name) => JsonElement.Parse(
        (await rig.Intake.QueryAsync<string>("SELECT Body FROM Outbox WHERE CaseId = @caseId AND EventName = @name ORDER BY OutboxId", new { caseId, name }))[^1]);
}
