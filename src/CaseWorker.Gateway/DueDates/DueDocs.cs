using CaseWorker.Gateway.Reference;

namespace CaseWorker.Gateway.DueDates;

/// <summary>What the reference says of due dates.</summary>
internal static class DueDocs
{
    public static ApiDoc Api { get; } = new(
        "Due dates",
        "Why a case is due when it is, what another policy would do, and how late stages fire.",
        [
            new RouteDoc("GET", "/api/cases/{caseId}/due", "explainDueDate", "Explain a case's due date")
            {
                Text = "Which hours were counted, which pauses moved it, what fired when.",
                Answers =
                [
                    Answer.Of(200, "The explanation.", DueJson.Plain.DueExplanation, "due-explanation"),
                    Answer.Of(202, "Accepted and not stored yet: ask again.", Cases.CasesJson.Plain.CaseOnItsWayView, "case-on-its-way").With("Retry-After"),
                ],
                Errors = [(404, "The hub has no such case."), (409, "It was parked; `parkedId` names the message.")],
            },
            new RouteDoc("POST", "/api/services/{serviceId}/due/what-if", "simulateDuePolicy", "Simulate a due policy")
            {
                Text = "Tells where the dates of the service's open cases would go; applying the policy does exactly this. Nothing is changed.",
                Query = [Field.String("after", "The `next` of the part before, as it came."), PageFields.Top],
                Body = Body.OfMembers(
                    "DuePolicy",
                    Field.String("dueAfter", "From the opening to the due date: ISO 8601, without weeks, months and years.").Required,
                    Field.String("preOverdueBefore", "How long before the due date the case is nearly overdue."),
                    Field.String("postOverdueAfter", "How long after it the case is told of again."),
                    Field.Flag("pauseWhileOpen", "Whether waiting for the customer stops the clock."),
                    Field.String("calendar", "The calendar whose hours count; left out: all time counts.")) with { Examples = ["due-policy"] },
                Answers = [Answer.Of(200, "A part of the cases whose dates would move.", DueJson.Plain.WhatIfView, "what-if")],
                Errors = [(400, "The policy, or a parameter, is not valid."), (404, "The hub has no such service."), (415, "The content type is missing, or is not read here.")],
            },
            new RouteDoc("GET", "/api/services/{serviceId}/due/lateness", "measureLateness", "Measure how late stages fire")
            {
                Query = [Field.String("window", "How far back: an ISO 8601 duration up to 31 days. Default `PT1H`.").Like(("A day", "P1D"))],
                Answers = [Answer.Of(200, "The figures, in milliseconds; null where nothing fired.", DueJson.Plain.LatenessView, "lateness")],
                Errors = [(400, "The window is not valid."), (404, "The hub has no such service.")],
            },
        ]);
}
