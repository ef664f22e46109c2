using System.Text.Json.Nodes;
using CaseWorker.Gateway.Reference;

namespace CaseWorker.Gateway.ActionManagement;

/// <summary>What the reference says of the Action Management API.</summary>
internal static class ActionManagementDocs
{
    private const string Root = "/v1/actionmanagement/hubs/{hubId}";

    private static readonly (int Status, string When) NoHub = (404, "No such hub for this key, or no program in it.");
    private static readonly (int Status, string When) NoCase = (404, "No such hub for this key, no program in it, or no such case.");
    private static readonly Field IfMatch = Field.String("If-Match", "The version from ETag, in quotes: nothing is changed when the case has another one.");

    private static readonly (int Status, string When)[] OfChange =
    [
        NoCase,
        (409, "The case is not stored yet, with Retry-After, or was parked."),
        (412, "The version is not that of If-Match."),
    ];

    private static readonly (int Status, string When) TimedOut = (408, "The query took longer than it may, and was stopped. No body.");

    public static ApiDoc Api { get; } = new(
        "Action Management API",
        "For clients written for the document of that name. Instants end in `+00:00`; links are absolute.",
        [
            new RouteDoc("POST", Root + "/cases/query", "actionManagementQuery", "Query to get a list of cases")
            {
                Text = "All filters must hold. `dataFields.NAME` and `listValues.TYPE` are properties too.",
                Body = Body.OfMembers("CaseQuery", QueryMembers()) with { IsRequired = false, Examples = ["action-query-body"] },
                Answers = [Answer.Of(200, "A page of the list.", ActionManagementJson.Plain.ItemPageCaseListItem, "action-query")],
                Errors = [(400, "The query is not valid; `errors` names what is wrong."), NoHub, TimedOut, (415, "The content type is not read here.")],
            },
            new RouteDoc("GET", Root + "/cases/{caseId}", "actionManagementGetCase", "Get a case")
            {
                Answers = [Answer.Of(200, "The case.", ActionManagementJson.Plain.CaseDetail, "action-case").With("ETag")],
                Errors = [NoCase, TimedOut],
            },
            new RouteDoc("PUT", Root + "/cases/{caseId}", "actionManagementUpdateCase", "Update a case")
            {
                Text = "Get the case, change it, and send it back. Members left out stay; what can't be updated is ignored. A status item with `isOpen: false` closes the case.",
                Headers = [IfMatch],
                Body = Body.OfMembers("CaseUpdate", UpdateMembers()) with { Examples = ["action-update"] },
                Answers = [new Answer(204, "Updated; the version is in ETag.")],
                Errors = [.. OfChange, (400, "A value is not valid; `errors` says why, by member."), (415, "The content type is not read here.")],
            },
            new RouteDoc("DELETE", Root + "/cases/{caseId}", "actionManagementDeleteCase", "Delete a case")
            {
                Headers = [IfMatch],
                Answers = [new Answer(204, "Deleted.")],
                Errors = OfChange,
            },
            new RouteDoc("GET", Root + "/cases/{caseId}/notes", "actionManagementCaseNotes", "Get all notes for a case")
            {
                Answers = [Answer.Of(200, "The notes, in the order of writing.", ActionManagementJson.Plain.ItemPageNoteItem, "action-notes")],
                Errors = [NoCase, TimedOut],
            },
            new RouteDoc("GET", Root + "/cases/{caseId}/notes/{noteId}", "actionManagementGetNote", "Get a case note")
            {
                Answers = [Answer.Of(200, "The note.", ActionManagementJson.Plain.NoteItem, "action-note")],
                Errors = [(404, "No such hub for this key, no such case, or no such note."), TimedOut],
            },
            new RouteDoc("GET", Root + "/notes", "actionManagementNotes", "Get a paginated list of case notes")
            {
                Text = "Those of all cases of the hub, by when they were last changed. At least one of the two instants must be given, and the first must be before the second.",
                Query =
                [
                    Field.String("dateModifiedStart", "Not before this instant. ISO 8601; a date alone is 00:00 UTC."),
                    Field.String("dateModifiedEnd", "Not after this instant."),
                    Field.Whole("top", "How many at most.", least: 1, most: 1000, usual: 100),
                    Field.Whole("skip", "How many to pass over.", least: 0, usual: 0),
                ],
                Answers = [Answer.Of(200, "A page of the notes.", ActionManagementJson.Plain.ItemPageNoteItem, "action-notes")],
                Errors = [(400, "A parameter is not valid."), NoHub, TimedOut],
            },
            new RouteDoc("GET", Root + "/lists", "actionManagementLists", "Get the program lists")
            {
                Answers = [Answer.Of(200, "The lists with all their items.", ActionManagementJson.Plain.ItemPageProgramListItem, "action-lists")],
                Errors = [(404, "No such hub for this key, or no lists in it."), TimedOut],
            },
            new RouteDoc("GET", Root + "/roles", "actionManagementRoles", "Get the list of user roles")
            {
                Answers = [Answer.Of(200, "The roles.", ActionManagementJson.Plain.ItemPageProgramRoleItem, "action-roles")],
                Errors = [NoHub, TimedOut],
            },
        ]);

    private static Field[] QueryMembers() =>
    [
        Of(
            "filters",
            "Conditions, all of which must hold.",
            """
            {"type":"array","items":{"type":"object","required":["property","operator"],"properties":{"property":{"type":"string"},
             "operator":{"type":"string","enum":["eq","ne","in","notIn","lt","lte","gt","gte","contains","isNull"]},"value":{}}}}
            """),
        Of("include", "The parts to be told; none: all.", """{"type":"array","items":{"type":"string","enum":["listValues","roles","dataFields"]}}"""),
        Of("orderBy", "Default dateCreated.", """{"type":"object","properties":{"property":{"type":"string"}}}"""),
        Field.Flag("orderByAscending", "Default false."),
        Field.Whole("top", "How many at most.", least: 1, most: 100, usual: 20),
        Field.Whole("skip", "How many to pass over.", least: 0, usual: 0),
    ];

    private static Field[] UpdateMembers() =>
    [
        Field.String("name", "What the case is called."),
        Field.Whole("workflowId", "A workflow of the program; null: none.", least: 1).OrNull(),
        Of("cost", "null: none.", """{"type":["number","null"]}"""),
        Field.Instant("dateDue", "null: no due date; the stages around it move with it.").OrNull(),
        Of(
            "listValues",
            "The chosen items; a list left out stays.",
            """
            {"type":"array","items":{"type":"object","required":["listId","id"],"properties":{"listId":{"type":"integer","format":"int32"},
             "id":{"type":"integer","format":"int32"},"subCategoryId":{"type":["integer","null"],"format":"int32"}}}}
            """),
        Of(
            "roles",
            "The users of each role; a role left out stays. The first user of the assignee becomes the rep.",
            """
            {"type":"array","items":{"type":"object","required":["id","users"],"properties":{"id":{"type":"integer","format":"int32"},
             "users":{"type":"array","items":{"type":"object","required":["id"],"properties":{"id":{"type":"integer","format":"int32"}}}}}}}
            """),
    ];

    private static Field Of(string name, string text, string schema) => new(name, JsonNode.Parse(schema)!.AsObject(), text);
}
