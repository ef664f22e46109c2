using CaseWorker.Gateway.Reference;

namespace CaseWorker.Gateway.Fifo;

/// <summary>What the reference says of the proof of order.</summary>
internal static class FifoDocs
{
    public static ApiDoc Api { get; } = new(
        "FIFO proof",
        "Proof that a service's cases were stored in order: sequences without gaps, keys that are unique, every producer's order kept.",
        [
            new RouteDoc("GET", "/api/services/{serviceId}/fifo", "proveOrder", "Prove a service's order")
            {
                Text = "`count` is all that is stored of the service; `verified` covers the page and its join to the one before.",
                Query = [Field.Long("after", "The last sequence of the page before."), PageFields.Top],
                Answers = [Answer.Of(200, "A page of the proof.", FifoJson.Plain.FifoView, "fifo-proof")],
                Errors = [(400, "A parameter is not valid."), (404, "The hub has no such service.")],
            },
        ]);
}
