using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.CasesApi;
using CaseWorker.Gateway.Errors;
using CaseWorker.Gateway.HelpCenter;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.Reference;

/// <summary>How the errors of an address look.</summary>
/// <param name="Headers">What every error of it carries.</param>
/// <param name="Bodyless">Statuses that come without a body.</param>
/// <param name="BodyOf">How a problem is told.</param>
internal sealed record ErrorDialect(string ContentType, JsonTypeInfo Type, IReadOnlyList<string> Headers, Func<Problem, object> BodyOf, params IReadOnlyList<int> Bodyless)
{
    private static readonly ErrorDialect Rfc9457 = new("application/problem+json", GatewayJson.Plain.Problem, [], problem => problem);
    private static readonly ErrorDialect CasesApi = new(
        Body.Json, CasesApiJson.Plain.ErrorObject, ["X-FuseDesk-Error-Code", "X-FuseDesk-Error"], problem => new ErrorObject(CasesError.Of(problem).Sentence));

    private static readonly ErrorDialect ActionManagement = Rfc9457 with { Bodyless = [StatusCodes.Status408RequestTimeout] };
    private static readonly ErrorDialect HelpCenter = new(Body.Json, HelpCenterJson.Plain.HelpCenterErrorBody, [], problem => BodyIn(HelpCenterError.Of(problem)));
    private static readonly ErrorDialect OAuth = new(Body.Json, TokenJson.Plain.TokenErrorObject, [], problem => BodyIn(TokenError.Of(problem)));

    public static ErrorDialect Of(PathString path) =>
        CasesApiRoutes.IsHere(path) ? CasesApi
        : HelpCenterRoutes.IsHere(path) ? HelpCenter
        : TokenRoutes.IsHere(path) ? OAuth
        : path.StartsWithSegments("/v1/actionmanagement", StringComparison.OrdinalIgnoreCase) ? ActionManagement
        : Rfc9457;

    /// <summary>What such an error looks like; another of the status can say something else.</summary>
    public JsonNode ExampleOf(int status) => JsonSerializer.SerializeToNode(BodyOf(ErrorExamples.Of(status)), Type)!;

    private static HelpCenterErrorBody BodyIn(HelpCenterError error) => new(error.Word, error.Message);

    private static TokenErrorObject BodyIn(TokenError error) => new(error.Word, error.Description);
}
