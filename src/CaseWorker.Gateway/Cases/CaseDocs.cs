using CaseWorker.Gateway.Reference;

namespace CaseWorker.Gateway.Cases;

/// <summary>What the reference says of cases: how they are read and changed.</summary>
internal static class CaseDocs
{
    private static readonly Field IfMatch = Field.String("If-Match", "The version from ETag, in quotes: nothing is changed when the case has another one.");

    private static readonly (int Status, string When)[] OfOne = [(404, "The hub has no such case."), (409, "It was parked; `parkedId` names the message.")];

    private static readonly (int Status, string When)[] OfChange =
    [
        (404, "The hub has no such case."),
        (409, "It is not stored yet (`not-stored-yet`, with Retry-After), or was parked (`parked`)."),
        (412, "The version is not that of If-Match."),
    ];

    private static readonly (int Status, string When)[] OfBody =
    [
        .. OfChange,
        (400, "The change is not valid; `errors` says why, by member."),
        (415, "The content type is missing, or is not read here."),
    ];

    private static readonly Answer OnItsWay = Answer.Of(202, "Accepted and not stored yet: ask again.", CasesJson.Plain.CaseOnItsWayView, "case-on-its-way").With("Retry-After");

    private static readonly Answer TheCase = Answer.Of(200, "The case as it then is.", CasesJson.Plain.CaseView, "case").With("ETag");

    public static ApiDoc Api { get; } = new(
        "Cases",
        "Cases as they are stored, those of the key's hub; each change is one transaction that writes the case, its notes and its events.",
        [
            new RouteDoc("GET", "/api/cases", "listCases", "List cases")
            {
                Text = "By sequence where a service is named, else by id.",
                Query =
                [
                    Field.Whole("serviceId", "Only cases of the service.", least: 1),
                    Field.Word("status", "Only cases with the status.", ["new", "open", "closed"]),
                    Field.Whole("repId", "Only cases of the rep.", least: 1),
                    .. PageFields.All,
                ],
                Answers = [Answer.Of(200, "A part of the list.", CasesJson.Plain.PageCaseView, "case-list")],
                Errors = [(400, "A parameter is not valid.")],
            },
            new RouteDoc("GET", "/api/cases/{caseId}", "getCase", "Get a case") { Answers = [TheCase with { Text = "The case." }, OnItsWay], Errors = OfOne },
            new RouteDoc("GET", "/api/cases/{caseId}/notes", "listNotes", "List a case's notes")
            {
                Query = PageFields.All,
                Answers = [Answer.Of(200, "A part of the notes, the oldest first.", CasesJson.Plain.PageNoteView, "note-list"), OnItsWay],
                Errors = [.. OfOne, (400, "A parameter is not valid.")],
            },
            new RouteDoc("GET", "/api/cases/{caseId}/assignments", "listAssignments", "Explain how a case was assigned")
            {
                Text = "Each decision: who was eligible, who was not and why, which one of how many was drawn.",
                Query = PageFields.All,
                Answers = [Answer.Of(200, "A part of the decisions, the first one first.", CasesJson.Plain.PageAssignmentView, "assignment-list"), OnItsWay],
                Errors = [.. OfOne, (400, "A parameter is not valid.")],
            },
            new RouteDoc("POST", "/api/cases/{caseId}/close", "closeCase", "Close a case") { Headers = [IfMatch], Answers = [TheCase], Errors = OfChange },
            new RouteDoc("POST", "/api/cases/{caseId}/reopen", "reopenCase", "Reopen a closed case")
            {
                Text = "A new cycle of due dates begins. The rep stays if eligible; else one is chosen anew.",
                Headers = [IfMatch],
                Answers = [TheCase],
                Errors = [.. OfChange, (400, "The case is not closed.")],
            },
            new RouteDoc("POST", "/api/cases/{caseId}/status", "setCaseStatus", "Set a case's status")
            {
                Headers = [IfMatch],
                Body = Body.OfMembers("CaseStatusChange", Field.Word("status", "new waits for the team, open for the customer.", ["new", "open", "closed"]).Required) with { Examples = ["status-change"] },
                Answers = [TheCase],
                Errors = OfBody,
            },
            new RouteDoc("POST", "/api/cases/{caseId}/transfer", "transferCase", "Give a case to another department or rep")
            {
                Text = "Service, sequence and due dates stay.",
                Headers = [IfMatch],
                Body = Body.OfMembers(
                    "CaseTransfer",
                    Field.Whole("departmentId", "The department; left out: it stays.", least: 1).OrNull(),
                    Field.Whole("repId", "The rep; left out: one is chosen. At least one of the two must be given.", least: 1).OrNull()) with { Examples = ["transfer"] },
                Answers = [TheCase],
                Errors = OfBody,
            },
            new RouteDoc("POST", "/api/cases/{caseId}/notes", "addNote", "Add a note to a case")
            {
                Headers = [IfMatch, HeaderFields.IdempotencyKey("no second note, and has the same answer")],
                Body = Body.OfMembers(
                    "NewNote",
                    Field.String("text", "The note.").Required,
                    Field.String("title", "One line above it.").OrNull(),
                    Field.Word("type", "What it tells of.", ["note", "call", "email"], "note")) with { Examples = ["new-note"] },
                Answers = [Answer.Of(201, "The note.", CasesJson.Plain.NoteView, "note").With("ETag", "Idempotent-Replayed")],
                Errors = [.. OfBody, (422, "The Idempotency-Key was used for another request (`key-reused`).")],
            },
            new RouteDoc("PUT", "/api/cases/{caseId}/notes/{noteId}", "editNote", "Edit a note that somebody wrote")
            {
                Headers = [IfMatch],
                Body = Body.OfMembers("NoteEdit", Field.String("text", "The note as it is from now on.").Required, Field.String("title", "One line above it; left out: it stays.").OrNull()) with { Examples = ["note-edit"] },
                Answers = [Answer.Of(200, "The note as it then is.", CasesJson.Plain.NoteView, "note").With("ETag")],
                Errors = OfBody,
            },
            new RouteDoc("POST", "/api/cases/{caseId}/due", "setDueDate", "Set a case's due date by hand")
            {
                Text = "The stages before and after it move with it.",
                Headers = [IfMatch],
                Body = Body.OfMembers("DueDateChange", Field.Instant("dueAt", "With Z or an offset. null: the case has no due date any more.").OrNull().Required) with { Examples = ["due-date"] },
                Answers = [TheCase],
                Errors = OfBody,
            },
            new RouteDoc("PUT", "/api/cases/{caseId}/tags/{tagId}", "tagCase", "Tag a case")
            {
                Text = "A tag that the case has already changes nothing.",
                Headers = [IfMatch],
                Answers = [TheCase],
                Errors = [.. OfChange, (400, "The hub has no such tag.")],
            },
            new RouteDoc("DELETE", "/api/cases/{caseId}/tags/{tagId}", "untagCase", "Take a tag from a case")
            {
                Text = "A tag that the case does not have changes nothing.",
                Headers = [IfMatch],
                Answers = [TheCase],
                Errors = [.. OfChange, (400, "The hub has no such tag.")],
            },
            new RouteDoc("DELETE", "/api/cases/{caseId}", "deleteCase", "Delete a case")
            {
                Text = "What proves its place in the order is kept: sequence, key and times.",
                Query = [Field.String("why", "The reason, for the record.")],
                Headers = [IfMatch],
                Answers = [new Answer(204, "Deleted.")],
                Errors = [.. OfChange, (400, "The reason is too long.")],
            },
        ]);
}
