using System.Globalization;
using CaseWorker.Gateway.Access;
using CaseWorker.Processing.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CaseWorker.Gateway.CasesApi;

/// <summary>Counts the requests of each key and refuses those beyond the hour's limit; every answer says what is left.</summary>
internal sealed class UsageFilter(UsageMeter meter, IOptions<CasesApiOptions> options) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (options.Value.RequestsPerHour is not ({ } limit and > 0))
            return await next(context);

        var http = context.HttpContext;
        var usage = await meter.UseAsync(http.Caller().KeyId, limit, http.RequestAborted);
        http.Response.Headers["X-FuseDesk-Usage-Limit"] = limit.ToString(CultureInfo.InvariantCulture);
        if (usage.Remaining is { } remaining)
            http.Response.Headers["X-FuseDesk-Usage-Remaining"] = remaining.ToString(CultureInfo.InvariantCulture);

        return usage.MayPass ? await next(context) : CasesError.TooMany(usage.UntilNextHour);
    }
}
