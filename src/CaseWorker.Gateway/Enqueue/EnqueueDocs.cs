using CaseWorker.Gateway.Reference;

namespace CaseWorker.Gateway.Enqueue;

/// <summary>What the reference says of enqueueing.</summary>
internal static class EnqueueDocs
{
    private const string ItemsText =
        "A JSON array of 1 to 1,000 cases, shorter than 8 MiB. Items of one service keep their order; once one of a service fails to send, its later ones answer 503 `not-sent`.";

    private static readonly Field IdempotencyKey = HeaderFields.IdempotencyKey("no second case, and answers with the same CaseId");

    public static ApiDoc Api { get; } = new(
        "Enqueue",
        "Cases go in here: the document \"Case Enqueue for FIFO\". A case is accepted when it is in its service's queue, durably; a worker numbers and stores it then.",
        [
            new RouteDoc("POST", "/api/cases", "enqueueCase", "Enqueue a case")
            {
                Text =
                    """
                    Body and answers are the CaseEnqueue object. `ServiceId` must be given, or `ServiceIdExtRef` alone; `CaseId` in a request is ignored. Member names are
                    read in any case, numeric and boolean strings are taken, a form has `CustomProperties[key]=value`. A body must be shorter than 1 MiB.
                    """,
                Headers =
                [
                    IdempotencyKey,
                    Field.String("Prefer", "`wait=N`: wait up to N seconds, at most 30, for the case to be stored."),
                ],
                Body = Body.OfType(GatewayJson.Plain.CaseEnqueue, "case-enqueue") with { ContentTypes = [Body.Json, Body.TextJson, Body.Form] },
                Answers =
                [
                    Answer.Of(201, "Stored; with `Prefer: wait`.", GatewayJson.Plain.CaseEnqueue, "case-enqueue").With("Location", "Idempotent-Replayed", "Preference-Applied"),
                    Answer.Of(202, "Accepted.", GatewayJson.Plain.CaseEnqueue, "case-enqueue").With("Location", "Idempotent-Replayed", "Preference-Applied"),
                ],
                Errors =
                [
                    (400, "The case is not valid; `errors` has all that is wrong, by member."),
                    (413, "The body has 1 MiB or more."),
                    (415, "The content type is missing, or is not read here."),
                    (422, "The Idempotency-Key was used for another request (`key-reused`), or the case was parked while the caller waited (`parked`)."),
                    (503, "Not accepted (`not-sent`), or perhaps accepted (`outcome-unknown`): trying again with the same Idempotency-Key is safe. `caseId` is there where an id was given."),
                ],
            },
            new RouteDoc("POST", "/api/cases/batch", "enqueueCases", "Enqueue many cases")
            {
                Text = "Each item is taken or refused alone. With an Idempotency-Key the item at place i has the key `{key}/{i}`.",
                Headers = [IdempotencyKey],
                Body = Body.OfType(GatewayJson.Plain.CaseEnqueue, "case-enqueue-batch") with { IsList = true, Text = ItemsText },
                Answers = [Answer.Of(207, "What became of each item, in the order of the array.", GatewayJson.Plain.IReadOnlyListBatchItem, "batch-reply")],
                Errors =
                [
                    (400, "The body is no array of 1 to 1,000 objects."),
                    (413, "The body has 8 MiB or more."),
                    (415, "The content type is missing, or is not read here."),
                ],
            },
        ]);
}
