using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.Enqueue;

/// <summary>The header Idempotency-Key: 1–255 visible ASCII characters.</summary>
internal static class IdempotencyHeader
{
    public const string Name = "Idempotency-Key";

    /// <summary>Set to "true" in an answer that repeats an earlier one.</summary>
    public const string Replayed = "Idempotent-Replayed";

    /// <summary>What is said of a header that is no key.</summary>
    public const string Must = "Idempotency-Key must be 1 to 255 visible ASCII characters.";

    private const int MaxLength = 255;

    /// <summary>False: the header is there, and is no key. <paramref name="key"/> is null when it is not there.</summary>
    public static bool TryRead(IHeaderDictionary headers, out string? key)
    {
        key = null;
        if (!headers.TryGetValue(Name, out var values))
            return true;

        if (values is not [{ Length: > 0 and <= MaxLength } value] || value.Any(c => c is <= ' ' or >= '\x7f'))
            return false;

        key = value;
        return true;
    }

    /// <summary>Says that the answer repeats an earlier one.</summary>
    public static void TellReplayed(HttpResponse response) => response.Headers[Replayed] = "true";
}
