namespace CaseWorker.Gateway.Reference;

/// <summary>What the reference says of the routes for those who watch the program.</summary>
internal static class HealthDocs
{
    private const string Plain = "text/plain";

    public static ApiDoc Api { get; } = new(
        "Health",
        "For load balancers and whoever restarts processes. They say yes or no; the log says why.",
        [
            new RouteDoc("GET", "/health/live", "isLive", "Whether the process lives")
            {
                Answers = [new Answer(200, "It does.") { ContentType = Plain, Examples = ["live"] }],
            },
            new RouteDoc("GET", "/health/ready", "isReady", "Whether the process can serve")
            {
                Answers = [new Answer(200, "It can.") { ContentType = Plain, Examples = ["ready"] }, new Answer(503, "It can't: database or broker are away, or it stops.") { ContentType = Plain, Examples = ["not-ready"] }],
            },
        ]);
}
