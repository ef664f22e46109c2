using System.Globalization;
using System.Text.Json;
using CaseWorker.Tests.CasesApi.Http;
using CaseWorker.Tests.HelpCenter.Http;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.FourViews;

/// <summary>A case is made through one API and seen through the others, property by property.</summary>
public sealed class MadeOnceTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private const string Body =
        """
        {"ServiceId":3,"CustomerId":255,"ExtRef":"+4588888888","Notes":"It burns","Subject":"Printer","ClassificationCode":"hats",
         "CustomProperties":{"floor":"2"},"ProcedureExtRef":"complaint","ProcedureOptionExtRef":"low"}
        """;

    [Fact]
    public async Task A_case_that_was_enqueued_over_http_is_seen_by_all()
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        using var content = new StringContent(Body, null, "application/json");
        var made = await app.SendAsync(HttpMethod.Post, "/api/cases", content, prefer: "wait=30");
        Assert.Equal(201, made.Status);

        CheckEnqueued(await CaseViews.SeeAsync(app, made.Json.GetProperty("CaseId").GetInt32()));
    }

    [Fact]
    public async Task A_case_that_came_straight_from_the_queue_is_seen_by_all()
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        await app.StoreAsync(7, Body);

        CheckEnqueued(await CaseViews.SeeAsync(app, 7));
    }

    [Fact]
    public async Task A_case_that_was_made_by_the_Cases_API_is_seen_by_all()
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        var made = await app.SendAsync(HttpMethod.Post, "/api/v1/cases/", CasesApiApp.Form(
            ("depid", "20"),
            ("repid", "200"),
            ("status", "open"),
            ("summary", "Printer"),
            ("details", "It burns"),
            ("openedby", "zoe@example.org"),
            ("contactid", "255"),
            ("companyid", "8"),
            ("type", "call"),
            ("casetags", "5"),
            ("date_opened", "2026-11-20 10:00:00"),
            ("date_assigned", "2026-11-20 11:00:00"),
            ("date_updated", "2026-11-21 12:00:00"),
            ("history", """[{"type":"email","to":"zoe@example.org","from":"Cleo <cleo@example.com>","subject":"Re","body":"Run","date_sent":"2026-11-20 12:00","repid":200}]""")));
        Assert.Equal((200, ""), (made.Status, made.Error));

        var seen = await CaseViews.SeeAsync(app, made.Json.GetProperty("id").GetInt32());

        Check(
            seen.Own,
            ("serviceId", "3"), ("departmentId", "20"), ("status", "open"), ("repId", "200"), ("customerId", "255"), ("companyId", "8"), ("extRef", ""),
            ("subject", "Printer"), ("notes", "It burns"), ("openedBy", "zoe@example.org"), ("openedAt", "2026-11-20T10:00:00.000Z"),
            ("assignedAt", "2026-11-20T11:00:00.000Z"), ("firstResponseAt", "2026-11-20T12:00:00.000Z"), ("updatedAt", "2026-11-21T12:00:00.000Z"), ("tags", "[5]"), ("cycle", "1"));
        Check(
            seen.CasesApi,
            ("depid", "20"), ("repid", "200"), ("status", "open"), ("contactid", "255"), ("companyid", "8"), ("summary", "Printer"), ("details", "It burns"),
            ("openedby", "zoe@example.org"), ("type", "call"), ("tags", "[5]"), ("date_opened", "2026-11-20 10:00:00"), ("date_assigned", "2026-11-20 11:00:00"),
            ("date_firstresponse", "2026-11-20 12:00:00"), ("date_updated", "2026-11-21 12:00:00"));
        Check(
            seen.Program,
            ("name", "Printer"), ("workflowId", ""), ("isClosed", "False"), ("dateCreated", "2026-11-20T10:00:00+00:00"), ("dateModified", "2026-11-21T12:00:00+00:00"));
        Assert.Equal("2", Items(seen.Program, "listValues", "id"));
        Check(
            seen.HelpCenter,
            ("subject", "Printer"), ("state", "HANDLING"), ("customer", "0000000000000000000000ff"), ("customerName", "zoe@example.org"),
            ("emailAddress", "zoe@example.org"), ("phoneNumber", ""), ("actionNeeded", "False"));
        Assert.Equal(["INCOMING zoe@example.org: It burns", "OUTGOING Cleo: Run"], seen.Messages);
        Assert.Equal(["CaseCreated", "CaseAssigned"], seen.Events);
    }

    private static void CheckEnqueued(CaseViews seen)
    {
        var caseId = seen.Own.GetProperty("caseId").GetInt32();
        var number = caseId.ToString(CultureInfo.InvariantCulture);
        Check(
            seen.Own,
            ("serviceId", "3"), ("departmentId", "20"), ("sequence", "1"), ("status", "new"), ("repId", "200"), ("customerId", "255"), ("companyId", ""),
            ("extRef", "+4588888888"), ("subject", "Printer"), ("notes", "It burns"), ("classificationCode", "hats"), ("autoClose", "False"),
            ("customProperties", """{"floor":"2"}"""), ("procedureExtRef", "complaint"), ("procedureOptionExtRef", "low"), ("openedBy", ""),
            ("openedAt", "2026-11-22T12:00:00.000Z"), ("assignedAt", "2026-11-22T12:00:00.000Z"), ("closedAt", ""), ("cycle", "1"), ("tags", "[]"));
        Check(
            seen.CasesApi,
            ("id", number), ("caseid", number), ("casenum", number), ("casenumber", number), ("contactid", "255"), ("companyid", ""), ("summary", "Printer"),
            ("details", "It burns"), ("repid", "200"), ("departmentid", "20"), ("depid", "20"), ("openedby", ""), ("status", "new"), ("type", "note"), ("tags", "[]"),
            ("date_opened", "2026-11-22 12:00:00"), ("date_assigned", "2026-11-22 12:00:00"), ("date_firstresponse", ""), ("date_lastresponse", ""),
            ("date_updated", "2026-11-22 12:00:00"), ("date_closed", ""));
        Check(
            seen.Program,
            ("id", number), ("name", "Printer"), ("workflowId", "543"), ("cost", ""), ("isClosed", "False"), ("isOverDue", "False"), ("triggerId", "654"),
            ("triggerName", "Low score"), ("dateDue", ""), ("dateCreated", "2026-11-22T12:00:00+00:00"), ("dateModified", "2026-11-22T12:00:00+00:00"));
        Assert.Equal(("1 7", "2"), (Items(seen.Program, "listValues", "id"), Items(seen.Program, "dataFields", "value")));
        Assert.Equal("200", Items(seen.Program.GetProperty("roles")[0], "users", "id"));
        Check(
            seen.HelpCenter,
            ("_id", caseId.ToString("x24", CultureInfo.InvariantCulture)), ("caseNumber", number), ("conversationId", "case-" + number), ("subject", "Printer"), ("state", "UNHANDLED"),
            ("customer", "0000000000000000000000ff"), ("company", ""), ("customerName", ""), ("emailAddress", ""), ("phoneNumber", "+4588888888"), ("actionNeeded", "True"));
        Assert.Equal(["INCOMING : It burns"], seen.Messages);
        Assert.Equal(["CaseCreated", "CaseAssigned"], seen.Events);
        Assert.Equal(["Case created", "Assigned to cleo"], seen.Notes);
    }

    private static string Items(JsonElement view, string list, string name) =>
        string.Join(' ', view.GetProperty(list).EnumerateArray().Select(item => item.GetProperty(name).ToString()));

    // Null is shown as empty.
    private static void Check(JsonElement view, params (string Name, string Value)[] properties) =>
        Assert.Equal(properties, properties.Select(property => (property.Name, view.GetProperty(property.Name).ToString())));
}
