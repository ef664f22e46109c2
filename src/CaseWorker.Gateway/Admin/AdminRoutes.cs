using CaseWorker.Gateway.Access;
using CaseWorker.Processing.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace CaseWorker.Gateway.Admin;

/// <summary>The catalogue, the reps' daily changes and the keys: those of the caller's hub, all for operators (spec 9).</summary>
public static class AdminRoutes
{
    /// <summary>/api/admin/catalog, /api/admin/reps/{id} and /api/admin/keys.</summary>
    public static IEndpointRouteBuilder MapAdmin(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/admin/catalog", CatalogRoutes.ExportAsync).RequireScope(Scopes.Admin);
        routes.MapPut("/api/admin/catalog", CatalogRoutes.ApplyAsync).RequireScope(Scopes.Admin);
        routes.MapPatch("/api/admin/reps/{repId:int}", RepRoutes.EditAsync).RequireScope(Scopes.Admin);
        routes.MapGet("/api/admin/keys", KeyRoutes.ListAsync).RequireScope(Scopes.Admin);
        routes.MapPost("/api/admin/keys", KeyRoutes.CreateAsync).RequireScope(Scopes.Admin);
        routes.MapPost("/api/admin/keys/{keyId:long}/revoke", KeyRoutes.RevokeAsync).RequireScope(Scopes.Admin);
        return routes;
    }
}
