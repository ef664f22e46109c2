using CaseWorker.Gateway.Reference;

namespace CaseWorker.Gateway.Parking;

/// <summary>What the reference says of parked messages.</summary>
internal static class ParkingDocs
{
    private static readonly (int Status, string When)[] OfDecision =
    [
        (400, "The body is not valid."),
        (404, "The hub has no such message."),
        (409, "It is not parked any more."),
        (415, "The content type is missing, or is not read here."),
    ];

    public static ApiDoc Api { get; } = new(
        "Parked messages",
        "What could not become a case, with its payload and the reason, until somebody decides. Operators see those of all hubs and those of none.",
        [
            new RouteDoc("GET", "/api/parked", "listParked", "List parked messages")
            {
                Query = [Field.Word("state", "Only those in the state.", ["parked", "retrying", "resolved", "discarded"]), .. PageFields.All],
                Answers = [Answer.Of(200, "A part of the list; shorter where payloads are large.", ParkingJson.Plain.PageParkedView, "parked-list")],
                Errors = [(400, "A parameter is not valid.")],
            },
            new RouteDoc("GET", "/api/parked/{parkedId}", "getParked", "Get a parked message")
            {
                Answers = [Answer.Of(200, "The message.", ParkingJson.Plain.ParkedDetailView, "parked-message")],
                Errors = [(404, "The hub has no such message.")],
            },
            new RouteDoc("POST", "/api/parked/{parkedId}/retry", "retryParked", "Try a parked message again")
            {
                Text = "A body replaces the payload; it is a CaseEnqueue shorter than 1 MiB.",
                Body = Body.OfType(GatewayJson.Plain.CaseEnqueue, "case-enqueue") with { IsRequired = false, Text = "The payload to take instead." },
                Answers = [Answer.Of(202, "It is on its way again.", ParkingJson.Plain.ParkedDetailView, "parked-retried")],
                Errors = [.. OfDecision, (503, "Not sent, or nobody knows: trying again is safe.")],
            },
            new RouteDoc("POST", "/api/parked/{parkedId}/discard", "discardParked", "Give a parked message up")
            {
                Body = Body.OfMembers("Discard", Field.String("reason", "Why, for the record.").Required) with { Examples = ["discard"] },
                Answers = [Answer.Of(200, "It is discarded, and stays readable.", ParkingJson.Plain.ParkedDetailView, "parked-discarded")],
                Errors = OfDecision,
            },
        ]);
}
