using System.Globalization;
using System.Net;

namespace CaseWorker.Client;

/// <summary>What was answered, read whole.</summary>
/// <param name="Version">The case's version from ETag; null: none was sent.</param>
/// <param name="RetryAfter">When to come again; null: it was not said.</param>
/// <param name="IsReplayed">True: an earlier request under the same key was answered so.</param>
internal sealed record Answer(HttpStatusCode Status, byte[] Body, long? Version, TimeSpan? RetryAfter, bool IsReplayed)
{
    /// <summary>True for what CaseWorker, or a proxy before it, answers while it can't work.</summary>
    public bool IsAway => Status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout;

    public static async Task<Answer> OfAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellation) => new(
        response.StatusCode,
        await response.Content.ReadAsByteArrayAsync(cancellation),
        long.TryParse(response.Headers.ETag?.Tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null,
        RetryAfterOf(response, time),
        response.Headers.Contains("Idempotent-Replayed"));

    /// <summary>In seconds or as a date; never below zero.</summary>
    public static TimeSpan? RetryAfterOf(HttpResponseMessage response, TimeProvider time)
    {
        var after = response.Headers.RetryAfter?.Delta ?? (response.Headers.RetryAfter?.Date - time.GetUtcNow());
        return after < TimeSpan.Zero ? TimeSpan.Zero : after;
    }
}
