using System.Globalization;
using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Errors;
using CaseWorker.Processing.Access;
using CaseWorker.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CaseWorker.Gateway.Events;

/// <summary>The events of the caller's hub are heard here, as they happen (spec 8).</summary>
public static class EventRoutes
{
    private const string Address = "/api/events";

    /// <summary>What the streams of this process share. Needs: Database, access, TimeProvider, <see cref="EventStreamOptions"/>.</summary>
    public static IServiceCollection AddEventStreams(this IServiceCollection services)
    {
        services.AddSingleton<EventStreams>().AddSingleton<EventWatch>();
        return services.AddHostedService(provider => provider.GetRequiredService<EventWatch>());
    }

    /// <summary>GET /api/events: Server-Sent Events; <c>id</c> is the event's number in the hub.</summary>
    public static IEndpointRouteBuilder MapEvents(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Address, StreamAsync).RequireScope(Scopes.Read);
        return routes;
    }

    /// <summary>True for the address of the streams.</summary>
    internal static bool IsHere(PathString path) => path.StartsWithSegments(Address, StringComparison.OrdinalIgnoreCase);

    private static async Task<IResult> StreamAsync(
        HttpContext context, Database database, EventStreams streams, EventWatch watch, KeyRing keys, TokenDesk tokens, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        if (!TryReadLast(context.Request, out var after))
            return Problem.Invalid("lastEventId", "Last-Event-ID, or lastEventId, must be the id of an event.");

        var hubId = context.Caller().HubId;
        if (!streams.TryEnter(hubId))
            return Problem.TooManyStreams();

        var key = PresentedKey.Of(context.Request.Headers)!.Value;
        try
        {
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            await new EventStream(context.Response, database, watch, () => key.Find(keys, tokens) is not null, time, hubId, after).RunAsync(ending.Token);
        }
        finally
        {
            streams.Leave(hubId);
        }

        return TypedResults.Empty;
    }

    // The header is what listeners send when they come again; the parameter is for the first time. Null: neither.
    private static bool TryReadLast(HttpRequest request, out long? after)
    {
        after = null;
        var given = request.Headers.TryGetValue("Last-Event-ID", out var header) && header is [{ Length: > 0 }] ? header[0] : request.Query["lastEventId"] is [{ Length: > 0 } word] ? word : null;
        if (given is null)
            return true;

        if (!long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;

        after = number;
        return true;
    }
}
