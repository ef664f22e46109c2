using CaseWorker.Processing.Access;

namespace CaseWorker.Tests.Access.Http;

/// <summary>What is asked of a route, with the ids of whoever they are.</summary>
/// <param name="Path">With the ids in it.</param>
/// <param name="Body">Null: none.</param>
internal sealed record Asked(string Path, string? Body = null, string ContentType = "application/json");

/// <summary>A route, whom it is for, and how it is asked.</summary>
/// <param name="Needs">Null: anyone may ask, without a key.</param>
internal sealed record RouteRow(string Key, Scopes? Needs, Func<Ids, Asked> Ask)
{
    public string Method => Key.Split(' ')[0];

    /// <summary>True for the stream, which does not end.</summary>
    public bool IsEndless { get; init; }

    public override string ToString() => Key;
}

/// <summary>Every route of the program. A route that is not here fails the tests of access.</summary>
internal static class RouteTable
{
    private const string Form = "application/x-www-form-urlencoded";

    public static IReadOnlyList<RouteRow> Rows { get; } =
    [
        Open("GET /health/live", "/health/live"),
        Open("GET /health/ready", "/health/ready"),
        Open("GET /openapi/v1.json", "/openapi/v1.json"),
        Open("GET /docs/{documentName}", "/docs/"),
        new("POST /identity/connect/token", null, ids => new Asked("/identity/connect/token", "grant_type=api-user&client_id=nobody&client_secret=no-key-of-anyone-0123456789", Form)),

        new("POST /api/cases", Scopes.Enqueue, ids => new Asked("/api/cases", $$"""{"ServiceId":{{ids.Service}}}""")),
        new("POST /api/cases/batch", Scopes.Enqueue, ids => new Asked("/api/cases/batch", $$"""[{"ServiceId":{{ids.Service}}}]""")),
        Read("GET /api/cases", ids => $"/api/cases?serviceId={ids.Service}&repId={ids.Rep}"),
        Read("GET /api/cases/{caseId}", ids => $"/api/cases/{ids.Case}"),
        Read("GET /api/cases/{caseId}/notes", ids => $"/api/cases/{ids.Case}/notes"),
        Read("GET /api/cases/{caseId}/assignments", ids => $"/api/cases/{ids.Case}/assignments"),
        Read("GET /api/cases/{caseId}/due", ids => $"/api/cases/{ids.Case}/due"),
        Write("POST /api/cases/{caseId}/close", ids => $"/api/cases/{ids.Case}/close"),
        Write("POST /api/cases/{caseId}/reopen", ids => $"/api/cases/{ids.Case}/reopen"),
        Write("POST /api/cases/{caseId}/status", ids => $"/api/cases/{ids.Case}/status", """{"status":"open"}"""),
        Write("POST /api/cases/{caseId}/transfer", ids => $"/api/cases/{ids.Case}/transfer", ids => $$"""{"departmentId":{{ids.Department}},"repId":{{ids.Rep}}}"""),
        Write("POST /api/cases/{caseId}/notes", ids => $"/api/cases/{ids.Case}/notes", """{"text":"Hello"}"""),
        Write("PUT /api/cases/{caseId}/notes/{noteId}", ids => $"/api/cases/{ids.Case}/notes/{ids.Note}", """{"text":"Hello again"}"""),
        Write("POST /api/cases/{caseId}/due", ids => $"/api/cases/{ids.Case}/due", """{"dueAt":null}"""),
        Write("PUT /api/cases/{caseId}/tags/{tagId}", ids => $"/api/cases/{ids.Case}/tags/{ids.Tag}"),
        Write("DELETE /api/cases/{caseId}/tags/{tagId}", ids => $"/api/cases/{ids.Case}/tags/{ids.Tag}"),
        Write("DELETE /api/cases/{caseId}", ids => $"/api/cases/{ids.Case}"),

        new("POST /api/v1/cases", Scopes.Enqueue, ids => new Asked("/api/v1/cases", $"depid={ids.Department}&repid={ids.Rep}&casetags={ids.Tag}&summary=a&details=b&openedby=c", Form)),
        Read("GET /api/v1/cases", ids => $"/api/v1/cases?depid={ids.Department}&repid={ids.Rep}&casetag={ids.Tag}"),
        Read("GET /api/v1/cases/{caseId}", ids => $"/api/v1/cases/{ids.Case}"),
        Write("POST /api/v1/cases/{caseId}/addnote", ids => $"/api/v1/cases/{ids.Case}/addnote", """{"title":"a","type":"note","note":"b"}"""),
        Write("POST /api/v1/cases/{caseId}/tag/{tagId}", ids => $"/api/v1/cases/{ids.Case}/tag/{ids.Tag}"),
        Write("POST /api/v1/cases/{caseId}/untag/{tagId}", ids => $"/api/v1/cases/{ids.Case}/untag/{ids.Tag}"),
        Write("POST /api/v1/cases/{caseId}/history", ids => $"/api/v1/cases/{ids.Case}/history", """{"history":[]}"""),
        Write("POST /api/v1/cases/{caseId}/transfer", ids => $"/api/v1/cases/{ids.Case}/transfer", ids => $$"""{"depid":{{ids.Department}}}"""),
        Write("POST /api/v1/cases/{caseId}/close", ids => $"/api/v1/cases/{ids.Case}/close"),
        Write("POST /api/v1/cases/{caseId}/reopen", ids => $"/api/v1/cases/{ids.Case}/reopen"),
        Write("POST /api/v1/cases/{caseId}/status", ids => $"/api/v1/cases/{ids.Case}/status", """{"status":"open"}"""),
        Read("GET /api/v1/departments", ids => "/api/v1/departments"),
        Read("GET /api/v1/reps", ids => "/api/v1/reps"),
        new("POST /api/v1/usage", Scopes.None, ids => new Asked("/api/v1/usage")),

        new("POST /v1/actionmanagement/hubs/{hubId}/cases/query", Scopes.Read, ids => new Asked($"{ActionOf(ids)}/cases/query", """{"top":100}""")),
        Read("GET /v1/actionmanagement/hubs/{hubId}/cases/{caseId}", ids => $"{ActionOf(ids)}/cases/{ids.Case}"),
        Write("PUT /v1/actionmanagement/hubs/{hubId}/cases/{caseId}", ids => $"{ActionOf(ids)}/cases/{ids.Case}", """{"name":"Mine"}"""),
        Write("DELETE /v1/actionmanagement/hubs/{hubId}/cases/{caseId}", ids => $"{ActionOf(ids)}/cases/{ids.Case}"),
        Read("GET /v1/actionmanagement/hubs/{hubId}/cases/{caseId}/notes", ids => $"{ActionOf(ids)}/cases/{ids.Case}/notes"),
        Read("GET /v1/actionmanagement/hubs/{hubId}/cases/{caseId}/notes/{noteId}", ids => $"{ActionOf(ids)}/cases/{ids.Case}/notes/{ids.Note}"),
        Read("GET /v1/actionmanagement/hubs/{hubId}/notes", ids => $"{ActionOf(ids)}/notes?dateModifiedStart=2020-01-01"),
        Read("GET /v1/actionmanagement/hubs/{hubId}/lists", ids => $"{ActionOf(ids)}/lists"),
        Read("GET /v1/actionmanagement/hubs/{hubId}/roles", ids => $"{ActionOf(ids)}/roles"),

        Read("GET /helpcenter/case", ids => $"/helpcenter/case?id={ids.HelpCenter}"),
        Read("GET /helpcenter/case/search", ids => $"/helpcenter/case/search?id={ids.HelpCenter}&searchFilter=burns"),
        Write("POST /helpcenter/case/{conversationId}", ids => $"/helpcenter/case/{ids.Conversation}", """{"state":"HANDLING"}"""),

        Read("GET /api/services/{serviceId}/fifo", ids => $"/api/services/{ids.Service}/fifo"),
        new("POST /api/services/{serviceId}/due/what-if", Scopes.Read, ids => new Asked($"/api/services/{ids.Service}/due/what-if", """{"dueAfter":"PT1H"}""")),
        Read("GET /api/services/{serviceId}/due/lateness", ids => $"/api/services/{ids.Service}/due/lateness"),
        Read("GET /api/events", ids => "/api/events") with { IsEndless = true },

        Admin("GET /api/parked", ids => "/api/parked"),
        Admin("GET /api/parked/{parkedId}", ids => $"/api/parked/{ids.Parked}"),
        Admin("POST /api/parked/{parkedId}/retry", ids => $"/api/parked/{ids.Parked}/retry"),
        Admin("POST /api/parked/{parkedId}/discard", ids => $"/api/parked/{ids.Parked}/discard", """{"reason":"a test"}"""),
        Admin("GET /api/admin/catalog", ids => "/api/admin/catalog"),
        Admin("PUT /api/admin/catalog", ids => "/api/admin/catalog", ids => $$"""{"hubs":[{"id":{{ids.Hub}},"name":"Mine","tags":[{"id":{{ids.Tag}},"name":"mine"}]}]}"""),
        Admin("PATCH /api/admin/reps/{repId}", ids => $"/api/admin/reps/{ids.Rep}", """{"active":true}"""),
        Admin("GET /api/admin/keys", ids => "/api/admin/keys"),
        Admin("POST /api/admin/keys", ids => "/api/admin/keys", ids => $$"""{"name":"new","scopes":["cases:read"],"hubId":{{ids.Hub}}}"""),
        Admin("POST /api/admin/keys/{keyId}/revoke", ids => $"/api/admin/keys/{ids.Key}/revoke"),
        Admin("GET /api/admin/webhooks", ids => "/api/admin/webhooks"),
        Admin("POST /api/admin/webhooks/{webhookId}/replay", ids => $"/api/admin/webhooks/{ids.Webhook}/replay"),
        Admin("GET /api/admin/webhooks/{webhookId}/deliveries", ids => $"/api/admin/webhooks/{ids.Webhook}/deliveries"),
        Admin("POST /api/admin/webhooks/{webhookId}/deliveries/{deliveryId}/replay", ids => $"/api/admin/webhooks/{ids.Webhook}/deliveries/{ids.Delivery}/replay"),
    ];

    private static string ActionOf(Ids ids) => $"/v1/actionmanagement/hubs/{ids.Hub}";

    private static RouteRow Open(string key, string path) => new(key, null, _ => new Asked(path));

    private static RouteRow Read(string key, Func<Ids, string> path) => new(key, Scopes.Read, ids => new Asked(path(ids)));

    private static RouteRow Write(string key, Func<Ids, string> path, string? body = null) => new(key, Scopes.Write, ids => new Asked(path(ids), body));

    private static RouteRow Write(string key, Func<Ids, string> path, Func<Ids, string> body) => new(key, Scopes.Write, ids => new Asked(path(ids), body(ids)));

    private static RouteRow Admin(string key, Func<Ids, string> path, string? body = null) => new(key, Scopes.Admin, ids => new Asked(path(ids), body));

    private static RouteRow Admin(string key, Func<Ids, string> path, Func<Ids, string> body) => new(key, Scopes.Admin, ids => new Asked(path(ids), body(ids)));
}
