using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.CasesApi;
using CaseWorker.Processing.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.Reference;

/// <summary>The errors that any route of its kind can answer with, whatever it does.</summary>
internal static class SharedErrors
{
    private const string RetryAfter = "Retry-After";

    /// <summary>By ascending status; <paramref name="doc"/> has the route's own, which say more where both have one.</summary>
    public static IEnumerable<(int Status, string When)> Of(RouteDoc doc, IEnumerable<object> metadata) => doc.Errors
        .Concat(ForAll(doc, metadata))
        .DistinctBy(error => error.Status)
        .OrderBy(error => error.Status);

    /// <summary>The headers that an error of the status has in every dialect.</summary>
    public static IEnumerable<string> HeadersOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => ["WWW-Authenticate"],
        StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable => [RetryAfter],
        _ => [],
    };

    private static IEnumerable<(int Status, string When)> ForAll(RouteDoc doc, IEnumerable<object> metadata)
    {
        var all = metadata.ToArray();
        if (!all.OfType<IAllowAnonymous>().Any())
        {
            yield return (StatusCodes.Status401Unauthorized, "No key was sent, or none that is valid.");
            yield return (StatusCodes.Status429TooManyRequests, "Too many wrong keys came from this address.");
            if (all.OfType<RequiredScope>().LastOrDefault()?.Scopes is not Scopes.None)
                yield return (StatusCodes.Status403Forbidden, "The key does not allow this.");
        }

        if (doc.Body is not null)
        {
            if (!CasesApiRoutes.IsHere(doc.Path))
                yield return (StatusCodes.Status400BadRequest, "The body broke off, or is malformed.");

            yield return (StatusCodes.Status408RequestTimeout, "The body came too slowly.");
            yield return (StatusCodes.Status413PayloadTooLarge, "The body is too large.");
        }

        yield return (StatusCodes.Status414UriTooLong, "The address is too long.");
        yield return (StatusCodes.Status500InternalServerError, "Something went wrong here.");
        yield return (StatusCodes.Status503ServiceUnavailable, "The database, or the broker, is away or too slow.");
    }
}
