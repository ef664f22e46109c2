using CaseWorker.Gateway.Reference;

namespace CaseWorker.Gateway.CasesApi;

/// <summary>What the reference says of the Cases API.</summary>
internal static class CasesApiDocs
{
    private const string Root = "/api/v1";
    private const string DateShape = "ISO 8601, `yyyy-MM-dd[ HH:mm[:ss]]` or Unix seconds; UTC.";

    private static readonly string[] Usage = ["X-FuseDesk-Usage-Limit", "X-FuseDesk-Usage-Remaining"];

    private static readonly Answer TheCase = Answer.Of(200, "The case as it then is.", CasesApiJson.Plain.CaseObject, "cases-api-case").With(Usage);

    private static readonly Answer OnItsWay = Answer.Of(202, "Accepted and not stored yet: ask again.", CasesApiJson.Plain.CaseIdsObject, "cases-api-ids").With(["Retry-After", .. Usage]);

    private static readonly (int Status, string When) NoCase = (404, "The hub has no such case; or the content type is not read here (`api_error_format`).");
    private static readonly (int Status, string When) NotStored = (409, "The case is not stored yet.");
    private static readonly (int Status, string When) Invalid = (422, "A parameter is missing or not valid; or the case was parked.");
    private static readonly (int Status, string When) TooMany = (429, "The key has had all requests of this hour, or too many wrong keys came from this address.");

    private static readonly Field[] CaseFields =
    [
        Field.Whole("depid", "Department in which the case should be; it goes into the FIFO order of that department's intake service.", least: 1).Required,
        Field.String("summary", "A short description, such as the subject line of an e-mail.", 1000).Required,
        Field.String("details", "The details, such as the body of an e-mail.", 100_000).Required,
        Field.String("openedby", "Who opened the case, as text: a name, an e-mail address, a phone number.").Required,
        Field.Word("status", "Case status.", ["new", "open", "closed"], "new"),
        Field.Whole("repid", "The rep to be given the case; left out, or not eligible: a random one of the department.", least: 1),
        Field.Whole("contactid", "The contact who opened the case.", least: 1),
        Field.Whole("companyid", "The company that opened the case.", least: 1),
        Field.Word("type", "Whether the note is logged as a call or a note; import: no note is added.", ["call", "note", "import"], "note"),
        Field.String("history", "A JSON array, as a string: notes, calls and e-mails, see `POST /api/v1/cases/{caseId}/history`."),
        Field.String("casetags", "Ids of case tags, parted by commas."),
        Field.String("date_opened", "When the case was opened; default now. " + DateShape),
        Field.String("date_assigned", "When it was assigned. " + DateShape),
        Field.String("date_updated", "When it was last updated; default date_opened. " + DateShape),
    ];

    private static readonly Field[] NoteFields =
    [
        Field.String("title", "The short summary of the note.").Required,
        Field.Word("type", "What it tells of.", ["call", "note"]).Required,
        Field.String("note", "The note.").Required,
        Field.String("date_added", "When it was added; default now. " + DateShape),
    ];

    public static ApiDoc Api { get; } = new(
        "Cases API",
        """
        For clients written for the document "Cases". Parameters come in the query string, as a form, as multipart form or as a JSON object; a slash may stand at the end of
        an address. Dates go out as `yyyy-MM-dd HH:mm:ss` UTC. Errors are `{"error":"…"}`, and `X-FuseDesk-Error-Code` has a word for programs.
        """,
        [
            new RouteDoc("POST", Root + "/cases", "casesApiCreate", "Create a new case")
            {
                Text = "Waits up to 5 seconds for the case to be stored; `Prefer: wait=N` says otherwise.",
                Headers = [HeaderFields.IdempotencyKey("no second case"), Field.String("Prefer", "`wait=N`: wait up to N seconds, at most 30.")],
                Body = Of("CasesApiNewCase", CaseFields) with { Examples = ["cases-api-new-case"] },
                Answers =
                [
                    TheCase.With(["Location", "Idempotent-Replayed", "Preference-Applied", .. Usage]) with { Text = "The case." },
                    OnItsWay.With(["Retry-After", "Location", "Idempotent-Replayed", "Preference-Applied", .. Usage]),
                ],
                Errors = [(404, "The content type is not read here (`api_error_format`)."), Invalid, TooMany],
            },
            new RouteDoc("GET", Root + "/cases", "casesApiSearch", "Search for cases")
            {
                Text = "All parameters given must hold.",
                Query =
                [
                    Field.String("email", "Cases of the contacts known by this address, and those it opened."),
                    Field.Whole("contactid", "Cases of a contact.", least: 1),
                    Field.Whole("companyid", "Cases of a company.", least: 1),
                    Field.Whole("repid", "Cases of a rep.", least: 1),
                    Field.Whole("depid", "Cases of a department.", least: 1),
                    Field.Word("status", "active is new and open.", ["all", "active", "new", "open", "closed"], "all"),
                    Field.Whole("casetag", "Cases with a case tag.", least: 1),
                    .. new[] { "date_opened", "date_assigned", "date_firstresponse", "date_updated", "date_closed" }.Select(DateFilterOf),
                    Field.Whole("limit", "How many cases to return.", least: 1, most: 1000, usual: 150),
                    Field.Whole("offset", "How many cases to pass over.", least: 0, usual: 0),
                    Field.String("orderby", "caseid, contactid, date_opened, date_assigned, date_updated, date_resolved, date_closed, date_firstresponse, date_lastresponse or status, with asc or desc behind it or not. Default date_updated; dates come with the latest first."),
                ],
                Answers = [Answer.Of(200, "An array of cases.", CasesApiJson.Plain.IReadOnlyListCaseObject, "cases-api-list").With(Usage)],
                Errors = [Invalid, TooMany],
            },
            new RouteDoc("GET", Root + "/cases/{caseId}", "casesApiGet", "Get info on a case") { Answers = [TheCase with { Text = "The case." }, OnItsWay], Errors = [NoCase, Invalid, TooMany] },
            Adding("addnote", "casesApiAddNote", "Add a note to an existing case", "no second note", Of("CasesApiNewNote", NoteFields) with { Examples = ["cases-api-note"] }),
            Change("tag/{tagId}", "casesApiTag", "Apply a case tag to an existing case"),
            Change("untag/{tagId}", "casesApiUntag", "Remove a case tag from an existing case"),
            Adding("history", "casesApiImportHistory", "Import case history to an existing case", "nothing more", Of("CasesApiHistory", Field.String(
                "history",
                "A JSON array, as a string. Each element has a `type`: call and note have the parameters of addnote, email has `to`, `from`, `cc`, `bcc`, `subject`, `body`, `date_sent`, `date_recvd`, `repid`. What was imported before is not imported again.").Required) with { Examples = ["cases-api-history"] }),
            Change("transfer", "casesApiTransfer", "Give a case to another department or rep", Of(
                "CasesApiTransfer",
                Field.Whole("depid", "The department. At least one of the two must be given.", least: 1),
                Field.Whole("repid", "The rep.", least: 1)) with { Examples = ["cases-api-transfer"] }),
            Change("close", "casesApiClose", "Close a case"),
            Change("reopen", "casesApiReopen", "Reopen a case"),
            Change("status", "casesApiSetStatus", "Set a case's status", Of("CasesApiStatus", Field.Word("status", "Case status.", ["new", "open", "closed"]).Required) with { Examples = ["cases-api-status"] }),
            new RouteDoc("GET", Root + "/departments", "casesApiDepartments", "List departments")
            {
                Answers = [Answer.Of(200, "An array.", CasesApiJson.Plain.IReadOnlyListDepartmentObject, "cases-api-departments").With(Usage)],
                Errors = [TooMany],
            },
            new RouteDoc("GET", Root + "/reps", "casesApiReps", "List reps")
            {
                Answers = [Answer.Of(200, "An array.", CasesApiJson.Plain.IReadOnlyListRepObject, "cases-api-reps").With(Usage)],
                Errors = [TooMany],
            },
            new RouteDoc("POST", Root + "/usage", "casesApiUsage", "Try the key")
            {
                Text = "The headers tell how many requests are left.",
                Answers = [Answer.Of(200, "The key is valid.", CasesApiJson.Plain.SuccessObject, "success").With(Usage)],
                Errors = [TooMany],
            },
        ]);

    // Clients of the original send forms; generators take the first type, and most of them can write JSON only.
    private static Body Of(string name, params Field[] members) =>
        new([Body.Json, Body.Form, Body.Multipart]) { Name = name, Members = members, Text = "Parameters may also stand in the query string; those of the body win.", IsRequired = false };

    private static RouteDoc Change(string path, string id, string summary, Body? body = null) => new("POST", $"{Root}/cases/{{caseId}}/{path}", id, summary)
    {
        Body = body,
        Answers = [TheCase, OnItsWay],
        Errors = [NoCase, NotStored, Invalid, TooMany],
    };

    private static RouteDoc Adding(string path, string id, string summary, string nothingMore, Body body) => Change(path, id, summary, body) with
    {
        Headers = [HeaderFields.IdempotencyKey(nothingMore)],
        Answers = [TheCase.With(["Idempotent-Replayed", .. Usage]), OnItsWay],
        Errors = [NoCase, NotStored, (422, "A parameter is missing or not valid; the case was parked; or the Idempotency-Key was used for another request."), TooMany],
    };

    private static Field DateFilterOf(string name) => Field.String(name, $"Cases with {name} on, before, after or between dates. {DateShape}").Like(
        ("On a date", "2015-04-01"),
        ("Before a date", """{"before":"2014-02-14"}"""),
        ("After a date", """{"after":"2014-05-02"}"""),
        ("Between two dates", """{"after":"2014-04-14","before":"2015-05-15"}"""));
}
