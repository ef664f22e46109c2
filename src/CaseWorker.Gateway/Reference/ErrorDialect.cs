using System.Text.Json.Serialization.Metadata;
using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.CasesApi;
using CaseWorker.Gateway.HelpCenter;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.Reference;

/// <summary>How the errors of an address look.</summary>
/// <param name="Headers">What every error of it carries.</param>
/// <param name="Bodyless">Statuses that come without a body.</param>
internal sealed record ErrorDialect(string ContentType, JsonTypeInfo Type, IReadOnlyList<string> Headers, params IReadOnlyList<int> Bodyless)
{
    private static readonly ErrorDialect Rfc9457 = new("application/problem+json", GatewayJson.Plain.Problem, []);
    private static readonly ErrorDialect CasesApi = new(Body.Json, CasesApiJson.Plain.ErrorObject, ["X-FuseDesk-Error-Code", "X-FuseDesk-Error"]);
    private static readonly ErrorDialect ActionManagement = Rfc9457 with { Bodyless = [StatusCodes.Status408RequestTimeout] };
    private static readonly ErrorDialect HelpCenter = new(Body.Json, HelpCenterJson.Plain.HelpCenterErrorBody, []);
    private static readonly ErrorDialect OAuth = new(Body.Json, TokenJson.Plain.TokenErrorObject, []);

    public static ErrorDialect Of(PathString path) =>
        CasesApiRoutes.IsHere(path) ? CasesApi
        : HelpCenterRoutes.IsHere(path) ? HelpCenter
        : TokenRoutes.IsHere(path) ? OAuth
        : path.StartsWithSegments("/v1/actionmanagement", StringComparison.OrdinalIgnoreCase) ? ActionManagement
        : Rfc9457;
}
