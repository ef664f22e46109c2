using System.Globalization;
using System.Text.Json.Nodes;

namespace CaseWorker.Tests.Fuzz;

/// <summary>Good requests by route. A route that is not here gets bodies of any kind, which go less deep.</summary>
internal static class Samples
{
    private const string Action = "/v1/actionmanagement/hubs/{hubId}";

    private static readonly Dictionary<string, Func<FuzzHub, Random, Sample>> All = new(StringComparer.Ordinal)
    {
        ["POST /api/cases"] = (hub, random) => Sample.OfJson(Case(hub, random)),
        ["POST /api/cases/batch"] = (hub, random) => Sample.OfJson(new JsonArray([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Case(hub, random))])),
        ["GET /api/cases"] = (hub, random) => random.Pick<Sample>(
        [
            Sample.OfQuery(("serviceId", Text(hub.Service)), ("top", "5")),
            Sample.OfQuery(("status", random.Pick(["new", "open", "closed"])), ("repId", Text(hub.Rep))),
            Sample.OfQuery(("top", Text(random.Next(1, 50))), ("after", "Yzk")),
        ]),
        ["GET /api/cases/{caseId}"] = (_, _) => Sample.Nothing,
        ["GET /api/cases/{caseId}/notes"] = (_, _) => Sample.OfQuery(("top", "3")),
        ["GET /api/cases/{caseId}/assignments"] = (_, _) => Sample.OfQuery(("top", "3")),
        ["GET /api/cases/{caseId}/due"] = (_, _) => Sample.Nothing,
        ["POST /api/cases/{caseId}/close"] = (_, _) => Sample.Nothing,
        ["POST /api/cases/{caseId}/reopen"] = (_, _) => Sample.Nothing,
        ["POST /api/cases/{caseId}/status"] = (_, random) => Sample.OfJson(new JsonObject { ["status"] = random.Pick(["new", "open", "closed"]) }),
        ["POST /api/cases/{caseId}/transfer"] = (hub, random) => Sample.OfJson(new JsonObject { ["departmentId"] = random.Pick([hub.Support, hub.Sales]), ["repId"] = hub.Rep }),
        ["POST /api/cases/{caseId}/notes"] = (hub, random) => Sample.OfJson(new JsonObject { ["type"] = random.Pick(["note", "call", "email"]), ["title"] = hub.Marker, ["text"] = $"{hub.Marker} text" }),
        ["PUT /api/cases/{caseId}/notes/{noteId}"] = (hub, _) => Sample.OfJson(new JsonObject { ["title"] = hub.Marker, ["text"] = $"{hub.Marker} other text" }),
        ["POST /api/cases/{caseId}/due"] = (_, random) => Sample.OfJson(new JsonObject { ["dueAt"] = random.Once(3) ? null : "2099-01-02T03:04:05Z" }),
        ["DELETE /api/cases/{caseId}"] = (hub, _) => Sample.OfQuery(("why", hub.Marker)),
        ["PUT /api/cases/{caseId}/tags/{tagId}"] = (_, _) => Sample.Nothing,
        ["DELETE /api/cases/{caseId}/tags/{tagId}"] = (_, _) => Sample.Nothing,
        ["GET /api/services/{serviceId}/fifo"] = (_, _) => Sample.OfQuery(("after", "2"), ("top", "4")),
        ["POST /api/services/{serviceId}/due/what-if"] = (hub, _) => new Sample([("top", "5")], Due(hub), null),
        ["GET /api/services/{serviceId}/due/lateness"] = (_, _) => Sample.OfQuery(("window", "PT1H")),
        ["GET /api/parked"] = (_, random) => Sample.OfQuery(("state", random.Pick(["parked", "resolved"])), ("top", "4")),
        ["GET /api/parked/{parkedId}"] = (_, _) => Sample.Nothing,
        ["POST /api/parked/{parkedId}/retry"] = (hub, random) => random.Once(3) ? Sample.Nothing : Sample.OfJson(Case(hub, random)),
        ["POST /api/parked/{parkedId}/discard"] = (hub, _) => Sample.OfJson(new JsonObject { ["reason"] = hub.Marker }),
        ["GET /api/events"] = (_, _) => Sample.OfQuery(("lastEventId", "0")),
        ["GET /api/admin/catalog"] = (_, _) => Sample.Nothing,
        ["PUT /api/admin/catalog"] = (hub, _) => Sample.OfJson(Catalog(hub)),
        ["PATCH /api/admin/reps/{repId}"] = (_, _) => Sample.OfJson(new JsonObject { ["active"] = true, ["maxOpenCases"] = null, ["outOfOffice"] = new JsonArray() }),
        ["GET /api/admin/keys"] = (_, _) => Sample.OfQuery(("top", "3")),
        ["POST /api/admin/keys"] = (hub, _) => Sample.OfJson(new JsonObject { ["name"] = $"{hub.Marker} made", ["scopes"] = new JsonArray("cases:read"), ["accessLevel"] = "RESELLER" }),
        ["GET /api/admin/webhooks/{webhookId}/deliveries"] = (_, _) => Sample.OfQuery(("state", "waiting"), ("top", "3")),
        ["POST /api/v1/cases"] = (hub, random) => Sample.OfForm(
            ("depid", Text(hub.Support)), ("summary", $"{hub.Marker} summary"), ("details", $"{hub.Marker} details"), ("openedby", $"{hub.Marker}@example.org"), ("repid", Text(hub.Rep)),
            ("status", random.Pick(["new", "open", "closed"])), ("casetags", $"{hub.Tag},{hub.Tag + 1}"), ("date_opened", "2024-02-03 04:05:06"), ("history", History(hub))),
        ["GET /api/v1/cases"] = (hub, random) => random.Pick<Sample>(
        [
            Sample.OfQuery(("email", $"{hub.Marker}@example.org"), ("limit", "5"), ("orderby", "date_opened desc")),
            Sample.OfQuery(("depid", Text(hub.Support)), ("status", "new"), ("offset", "3"), ("limit", "3"), ("orderby", "caseid")),
            Sample.OfQuery(("date_opened", """{"after":"2020-01-01"}"""), ("repid", Text(hub.Rep)), ("limit", "2")),
        ]),
        ["GET /api/v1/cases/{caseId}"] = (_, _) => Sample.Nothing,
        ["POST /api/v1/cases/{caseId}/addnote"] = (hub, _) => Sample.OfForm(("title", hub.Marker), ("note", $"{hub.Marker} note"), ("type", "note"), ("date_added", "2024-02-03")),
        ["POST /api/v1/cases/{caseId}/tag/{tagId}"] = (_, _) => Sample.Nothing,
        ["POST /api/v1/cases/{caseId}/untag/{tagId}"] = (_, _) => Sample.Nothing,
        ["POST /api/v1/cases/{caseId}/history"] = (hub, _) => Sample.OfForm(("history", History(hub))),
        ["POST /api/v1/cases/{caseId}/transfer"] = (hub, _) => Sample.OfForm(("depid", Text(hub.Sales)), ("repid", Text(hub.Rep))),
        ["POST /api/v1/cases/{caseId}/close"] = (_, _) => Sample.Nothing,
        ["POST /api/v1/cases/{caseId}/reopen"] = (_, _) => Sample.Nothing,
        ["POST /api/v1/cases/{caseId}/status"] = (_, random) => Sample.OfForm(("status", random.Pick(["new", "open", "closed"]))),
        ["GET /api/v1/departments"] = (_, _) => Sample.Nothing,
        ["GET /api/v1/reps"] = (_, _) => Sample.Nothing,
        ["POST /api/v1/usage"] = (_, _) => Sample.Nothing,
        [$"POST {Action}/cases/query"] = (hub, random) => Sample.OfJson(Query(hub, random)),
        [$"GET {Action}/cases/{{caseId}}"] = (_, _) => Sample.Nothing,
        [$"PUT {Action}/cases/{{caseId}}"] = (hub, random) => Sample.OfJson(Update(hub, random)),
        [$"DELETE {Action}/cases/{{caseId}}"] = (_, _) => Sample.Nothing,
        [$"GET {Action}/cases/{{caseId}}/notes"] = (_, _) => Sample.OfQuery(("top", "3"), ("skip", "0")),
        [$"GET {Action}/cases/{{caseId}}/notes/{{noteId}}"] = (_, _) => Sample.Nothing,
        [$"GET {Action}/notes"] = (_, _) => Sample.OfQuery(("dateModifiedStart", "2020-01-01"), ("dateModifiedEnd", "2099-01-01T00:00:00Z"), ("top", "3")),
        [$"GET {Action}/lists"] = (_, _) => Sample.Nothing,
        [$"GET {Action}/roles"] = (_, _) => Sample.Nothing,
        ["GET /helpcenter/case"] = (hub, random) => Sample.OfQuery(("id", hub.HelpCenterId), ("limit", "3"), ("state", random.Pick(["ALL", "UNHANDLED", "closed"])), ("sortBy", random.Pick(["CREATED", "SENT", "STATE"])), ("sortOrder", "desc")),
        ["GET /helpcenter/case/search"] = (hub, _) => Sample.OfQuery(("id", hub.HelpCenterId), ("searchFilter", hub.Marker), ("limit", "2"), ("offset", "1")),
        ["POST /helpcenter/case/{conversationId}"] = (hub, random) => Sample.OfForm(
            ("helpCenterId", hub.HelpCenterId), ("state", random.Pick(["UNHANDLED", "HANDLING", "CLOSED"])), ("phoneNumber", "+45 12 34 56 78"), ("emailAddress", $"{hub.Marker}@example.org"), ("actionNeeded", "true")),
        ["POST /identity/connect/token"] = (hub, _) => Sample.OfForm(("grant_type", "client_credentials"), ("client_id", $"{hub.Marker} full"), ("client_secret", hub.Full)),
        ["GET /openapi/v1.json"] = (_, _) => Sample.Nothing,
        ["GET /health/live"] = (_, _) => Sample.Nothing,
        ["GET /health/ready"] = (_, _) => Sample.Nothing,
    };

    /// <summary>Null: nobody has written down what a good request to the route is.</summary>
    public static Sample? Find(FuzzRoute route, FuzzHub hub, Random random) => All.TryGetValue(route.Name, out var make) ? make(hub, random) : null;

    private static JsonObject Case(FuzzHub hub, Random random) => new()
    {
        ["ServiceId"] = random.Pick([hub.Service, hub.DueService]),
        ["CustomerId"] = random.Next(1, 100),
        ["ExtRef"] = $"{hub.Marker}-{random.Next()}",
        ["Subject"] = $"{hub.Marker} fuzz",
        ["Notes"] = $"{hub.Marker} notes",
        ["ClassificationCode"] = hub.Marker,
        ["AutoClose"] = random.Once(5),
        ["CustomProperties"] = new JsonObject { [hub.Marker] = hub.Marker },
    };

    private static JsonObject Query(FuzzHub hub, Random random)
    {
        JsonNode[] values = [hub.Marker, 1, 2.5, true, "2020-01-01", "2026-01-01T00:00:00+00:00", new JsonArray(1, 2), new JsonArray($"{hub.Marker} case 1"), random.Pick(hub.Cases)];
        var filters = Enumerable.Range(0, random.Next(3)).Select(_ => (JsonNode)new JsonObject
        {
            ["property"] = random.Pick(["id", "name", "workflowId", "workflowName", "cost", "isClosed", "triggerId", "triggerName", "dateCreated", "dateModified", "dateDue", "dateClosed", "isOverDue", $"dataFields.{hub.Marker} mail", "listValues.status", "listValues.category", "roles.users"]),
            ["operator"] = random.Pick(["eq", "ne", "in", "notIn", "lt", "lte", "gt", "gte", "contains", "isNull"]),
            ["value"] = random.Pick(values).DeepClone(),
        });
        return new JsonObject
        {
            ["filters"] = new JsonArray([.. filters]),
            ["include"] = new JsonArray("listValues", "roles", "dataFields"),
            ["orderBy"] = new JsonObject { ["property"] = random.Pick(["dateDue", "dateCreated", "name", "id", "cost"]) },
            ["orderByAscending"] = random.Once(2),
            ["top"] = random.Next(1, 20),
            ["skip"] = random.Next(0, 30),
        };
    }

    private static JsonObject Update(FuzzHub hub, Random random) => new()
    {
        ["name"] = $"{hub.Marker} renamed",
        ["workflowId"] = (hub.Number * 1000) + 43,
        ["cost"] = random.Pick<double?>([null, 12.5, 0]),
        ["dateDue"] = random.Once(3) ? null : "2099-01-02T03:04:05+00:00",
        ["listValues"] = new JsonArray(new JsonObject { ["listId"] = (hub.Number * 1000) + 23, ["id"] = (hub.Number * 1000) + random.Next(1, 4) }),
        ["roles"] = new JsonArray(new JsonObject { ["id"] = (hub.Number * 1000) + 7, ["users"] = new JsonArray(new JsonObject { ["id"] = hub.Rep }) }),
    };

    private static JsonObject Due(FuzzHub hub) => new()
    {
        ["dueAfter"] = "PT8H",
        ["preOverdueBefore"] = "PT2H",
        ["postOverdueAfter"] = "PT1H",
        ["pauseWhileOpen"] = false,
        ["calendar"] = $"{hub.Marker}-office",
    };

    private static JsonObject Catalog(FuzzHub hub) => new()
    {
        ["hubs"] = new JsonArray(new JsonObject
        {
            ["id"] = hub.Number,
            ["name"] = $"{hub.Marker} hub",
            ["tags"] = new JsonArray(new JsonObject { ["id"] = hub.Tag, ["name"] = $"{hub.Marker} vip" }, new JsonObject { ["id"] = hub.Tag + 1, ["name"] = $"{hub.Marker} late" }),
            ["services"] = new JsonArray(new JsonObject { ["id"] = hub.DueService, ["name"] = $"{hub.Marker} repairs", ["extRef"] = $"{hub.Marker}-repairs", ["departmentId"] = hub.Sales, ["due"] = Due(hub) }),
        }),
    };

    private static string History(FuzzHub hub) => new JsonArray(
        new JsonObject { ["type"] = "email", ["to"] = "a@b.c", ["from"] = $"{hub.Marker}@example.org", ["subject"] = hub.Marker, ["body"] = "x", ["date_sent"] = "2024-02-03" },
        new JsonObject { ["type"] = "note", ["title"] = hub.Marker, ["note"] = "y", ["date_added"] = "2024-02-04 05:06" }).ToJsonString();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
