using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Admin;
using CaseWorker.Gateway.Cases;
using CaseWorker.Gateway.Errors;
using CaseWorker.Processing.Cases.Commands;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.ActionManagement;

/// <summary>"Update a case" and "Delete a case": one command each, for the version in If-Match if there is one.</summary>
internal static class CaseChanging
{
    public static async Task<IResult> PutAsync(int caseId, HttpContext context, CaseDesk desk)
    {
        var (body, problem) = await JsonBody.ReadAsync(context.Request, JsonBody.MaxLength);
        if (problem is not null)
            return problem;

        var (command, wrong) = UpdateBody.Read(body);
        return wrong ?? await RunAsync(caseId, context, desk, command);
    }

    public static Task<IResult> DeleteAsync(int caseId, HttpContext context, CaseDesk desk) => RunAsync(caseId, context, desk, new CaseCommand.Delete(null));

    private static async Task<IResult> RunAsync(int caseId, HttpContext context, CaseDesk desk, CaseCommand command)
    {
        var caller = context.Caller();
        var target = new CaseTarget(caseId, caller.HubId, new Actor(caller.Name)) { IfVersions = VersionHeader.VersionsAskedFor(context.Request.Headers) };
        switch (await desk.RunAsync(target, command, context.RequestAborted))
        {
            case CaseResult.Done done:
                if (command is CaseCommand.Update)
                    VersionHeader.Set(context.Response, done.Version);

                return TypedResults.NoContent();
            case CaseResult.Refused refused:
                return Problem.Invalid(UpdateBody.MemberOf(refused.Field), $"{UpdateBody.MemberOf(refused.Field)} {WordsOf(refused)}");
            case var result:
                return CommandReply.Of(caseId, result);
        }
    }

    private static string WordsOf(CaseResult.Refused refused) => refused.Field == "repId" ? $"of the assignee: its first user {refused.Must}" : refused.Must;
}
