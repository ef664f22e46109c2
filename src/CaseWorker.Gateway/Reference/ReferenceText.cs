namespace CaseWorker.Gateway.Reference;

/// <summary>What the reference says once for all routes.</summary>
internal static class ReferenceText
{
    public const string Introduction =
        """
        CaseWorker takes support cases in, keeps them in strict FIFO order per service, gives each to a rep, and watches its due dates.

        **Keys.** Every request needs a key, sent as `X-Api-Key`, as `Authorization: Bearer` or as `X-FuseDesk-API-Key`, on every route; or, as Bearer, a token
        from `POST /identity/connect/token`. A key belongs to one hub: what belongs to another hub does not exist for it, counts included.

        **Errors** are `application/problem+json` (RFC 9457); `type` is `urn:caseworker:problem:` and a word for programs. The Cases API at `/api/v1`, the
        HelpCenter API at `/helpcenter` and the token endpoint speak the words of the systems they stand in for.

        **Lists** are `{"items": […], "next": "…"}`: send `next` as `after` for the part that follows; null is the end. **Instants** are ISO 8601 in UTC,
        **durations** ISO 8601 (`PT4H`). Members that are not known are ignored in requests.
        """;

    /// <summary>The scopes in words.</summary>
    public static IReadOnlyDictionary<string, string> ScopeTexts { get; } = new Dictionary<string, string>
    {
        ["cases:enqueue"] = "Enqueue cases.",
        ["cases:read"] = "Read cases, events and proofs.",
        ["cases:write"] = "Change cases.",
        ["admin"] = "The key's hub: its catalogue, keys, parked messages, webhooks.",
        ["operator"] = "The whole installation; holds every scope.",
    };
}
