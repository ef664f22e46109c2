using CaseWorker.Gateway.Reference;

namespace CaseWorker.Gateway.Events;

/// <summary>What the reference says of the stream of events.</summary>
internal static class EventDocs
{
    public static ApiDoc Api { get; } = new(
        "Events",
        "What happens to the hub's cases, as it happens, in order per case.",
        [
            new RouteDoc("GET", "/api/events", "listen", "Listen to events")
            {
                Text =
                    """
                    Server-Sent Events: `id` is the event's number in the hub (1, 2, 3, …), `event` its name, `data` the event as JSON (CaseCreated, CaseAssigned, CaseUnassigned,
                    CaseUpdated, CaseNoteAdded, CaseClosed, CaseReopened, CaseDeleted, CasePreOverdue, CaseOverdue, CasePostOverdue, CaseParked). They are kept for 24 hours;
                    `event: reset` with `{"oldest": n}` says that what lay before n is gone. The stream ends with the key, or the token, that opened it.
                    """,
                Query = [Field.Long("lastEventId", "As the header Last-Event-ID, which wins.")],
                Headers = [Field.Long("Last-Event-ID", "The number seen last: the stream goes on behind it. Left out: it begins now.")],
                Answers = [new Answer(200, "The stream, until one of the two ends it.") { ContentType = "text/event-stream", Headers = ["Last-Event-ID"], Examples = ["events"] }],
                Errors = [(400, "The number is none."), (503, "Too many streams are open, or the database is away.")],
            },
        ]);
}
