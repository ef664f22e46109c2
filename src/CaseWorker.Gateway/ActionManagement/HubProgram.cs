using System.Globalization;
using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Errors;
using CaseWorker.Gateway.Links;
using CaseWorker.Processing.ActionManagement;
using CaseWorker.Processing.Catalogs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CaseWorker.Gateway.ActionManagement;

/// <summary>The hub that a request names, with its program and links. Handlers behind <see cref="HubFilter"/> find it in the context.</summary>
internal sealed record HubProgram(ActionProgram Program, ActionLinks Links)
{
    public int HubId => Program.HubId;

    public CaseRendering Rendering => new(Program, Links);

    /// <exception cref="InvalidOperationException">The route is not behind the filter.</exception>
    public static HubProgram Of(HttpContext context) =>
        context.Features.Get<HubProgram>() ?? throw new InvalidOperationException("The route must stand behind HubFilter, does not.");
}

/// <summary>404 unless the hub of the address is the caller's and has a program.</summary>
internal sealed class HubFilter(CatalogCache catalogs, PublicAddress address) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var hubId = int.Parse((string)http.GetRouteValue("hubId")!, CultureInfo.InvariantCulture);
        if (hubId != http.Caller().HubId || catalogs.Current.FindProgram(hubId) is not { IsConfigured: true } program)
            return Problem.NotFound();

        http.Features.Set(new HubProgram(program, new ActionLinks(address.Of(http.Request), hubId, program.EndUserListId)));
        return await next(context);
    }
}
