namespace CaseWorker.Gateway.Reference;

/// <summary>Headers of requests that several APIs read.</summary>
internal static class HeaderFields
{
    /// <param name="nothingMore">What a repetition makes none of: "no second case, and …".</param>
    public static Field IdempotencyKey(string nothingMore) => Field.String(
        "Idempotency-Key",
        $"1 to 255 visible ASCII characters that name this request in the key's hub for 7 days: a repetition makes {nothingMore}.",
        maxLength: 255);
}
