using System.Text.Json.Nodes;
using CaseWorker.Gateway.Reference;

namespace CaseWorker.Gateway.ActionManagement;

/// <summary>What the reference says of the Action Management API.</summary>
internal static class ActionManagementDocs
{
    private const string Root = "/v1/actionmanagement/hubs/{hubId}";

    private static readonly (int Status, string When) NoHub = (404, "No such hub for this key, or no program in it.");
    private static readonly (int Status, string When) NoCase = (404, "No such hub for this key, no program in it, or no such case.");
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

    private static Field Of(string name, string text, string schema) => new(name, JsonNode.Parse(schema)!.AsObject(), text);
}
