using CaseWorker.Gateway.Reference;

namespace CaseWorker.Gateway.HelpCenter;

/// <summary>What the reference says of the HelpCenter API.</summary>
internal static class HelpCenterDocs
{
    private const string Root = "/helpcenter/case";

    private static readonly Field Id = Field.String("id", "Id of the help center: that of the key's hub, 24 hex digits.").Required.Like(("The document's", "1234567890ABCDEF12345678"));
    private static readonly Field Offset = Field.Long("offset", "Index of the first item to return.");
    private static readonly Field SortOrder = Field.Word("sortOrder", "asc for ascending or desc for descending.", ["asc", "desc"], "asc");

    private static readonly (int Status, string When) Invalid = (422, "A parameter is missing or not valid; `error` names it. So is an unknown id, and that of another hub.");
    private static readonly (int Status, string When) Denied = (403, "`access_denied`: the key has no access level (RESELLER, RESELLER_ADMIN or ADMIN), or not the scope.");

    public static ApiDoc Api { get; } = new(
        "HelpCenter API",
        "For clients written for the document \"HelpCenter Case List\"; for keys with an access level. Errors are `{\"error\":\"…\",\"message\":\"…\"}`.",
        [
            new RouteDoc("GET", Root, "helpCenterList", "List cases")
            {
                Query =
                [
                    Id,
                    Offset,
                    Field.Whole("limit", "The number of cases to return.", least: 1, most: 500, usual: 100),
                    Field.Word("state", "Status of the cases.", ["ALL", "UNHANDLED", "HANDLING", "CLOSED"], "ALL"),
                    SortOrder,
                    Field.Word("sortBy", "CREATED for oldest, SENT for latest message or STATE for status.", ["CREATED", "SENT", "STATE"], "SENT"),
                ],
                Answers = [Answer.Of(200, "A page of the list; `total` is exact.", HelpCenterJson.Plain.HelpCenterPage, "helpcenter-case-list")],
                Errors = [Denied, Invalid],
            },
            new RouteDoc("GET", Root + "/search", "helpCenterSearch", "Search for cases")
            {
                Text = "In customer name, subject, phone number, e-mail address, and the contents and senders of messages.",
                Query = [Id, Offset, Field.Whole("limit", "The number of cases to return.", least: 1, most: 500, usual: 10), SortOrder, Field.String("searchFilter", "What to look for; left out: everything.")],
                Answers = [Answer.Of(200, "A page of what was found.", HelpCenterJson.Plain.HelpCenterPage, "helpcenter-case-list")],
                Errors = [Denied, Invalid],
            },
            new RouteDoc("POST", Root + "/{conversationId}", "helpCenterUpdate", "Update a case")
            {
                Body = Body.OfMembers(
                    "ConversationUpdate",
                    Field.Word("state", "The state.", ["UNHANDLED", "HANDLING", "CLOSED"]),
                    Field.String("phoneNumber", "Empty: none."),
                    Field.String("emailAddress", "Empty: none."),
                    Field.Flag("actionNeeded", "Holds until the next change of state."),
                    Field.String("helpCenterId", "Must be that of the key's hub, if it is given.")) with { ContentTypes = [Body.Json, Body.Form, Body.Multipart], IsRequired = false, Examples = ["helpcenter-update"] },
                Answers = [Answer.Of(200, "Updated.", HelpCenterJson.Plain.UpdatedBody, "success")],
                Errors =
                [
                    Denied,
                    Invalid,
                    (404, "The hub has no such conversation."),
                    (409, "The case is not stored yet, or was parked."),
                    (415, "The content type is not read here."),
                ],
            },
        ]);
}
