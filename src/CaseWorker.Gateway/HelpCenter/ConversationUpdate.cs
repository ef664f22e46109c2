using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.CasesApi;
using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Processing.HelpCenter;
using CaseWorker.Storage;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.HelpCenter;

/// <summary>"Case Update": a conversation's state, whose turn it is, and how the customer is reached, in one change.</summary>
internal static class ConversationUpdate
{
    public static async Task<IResult> UpdateAsync(string conversationId, HttpContext context, Database database, CatalogCache catalogs, CaseDesk desk)
    {
        var (fields, wrong) = await RequestFields.ReadAsync(context.Request);
        if (wrong is not null)
            return wrong == CasesError.Format() ? HelpCenterError.Format() : HelpCenterError.Invalid("body", wrong.Sentence);

        // The key tells the hub; clients of the original say it too.
        var caller = context.Caller();
        if (fields.Text("helpCenterId") is { } id && !HelpCenterQuery.IsHelpCenter(id, catalogs.Current.FindHub(caller.HubId)?.HelpCenterId))
            return HelpCenterError.HelpCenterId();

        var (command, error) = CommandOf(fields);
        if (error is not null)
            return error;
        if (await Conversations.FindCaseAsync(database, caller.HubId, conversationId, context.RequestAborted) is not { } caseId)
            return HelpCenterError.NoConversation();

        return await desk.RunAsync(new CaseTarget(caseId, caller.HubId, new Actor(caller.Name)), command, context.RequestAborted) is var result and not CaseResult.Done
            ? HelpCenterError.Of(result)
            : TypedResults.Json(new UpdatedBody(true), HelpCenterJson.Plain.UpdatedBody);
    }

    // What is empty is taken away, null as good as absent; a wrong number or address is the command's to refuse.
    private static (CaseCommand.UpdateConversation Command, HelpCenterError? Error) CommandOf(RequestFields fields)
    {
        var (state, needed) = (fields.Text("state"), fields.Text("actionNeeded")?.Trim().ToLowerInvariant());
        var command = new CaseCommand.UpdateConversation
        {
            Status = state is null ? null : HelpCenterCase.StatusOf(state),
            PhoneNumber = GivenText(fields, "phoneNumber"),
            EmailAddress = GivenText(fields, "emailAddress"),
            ActionNeeded = needed switch
            {
                "true" or "1" => true,
                "false" or "0" => false,
                _ => null,
            },
        };
        if (state is not null && command.Status is null)
            return (command, HelpCenterError.Invalid("state", "Invalid state. Use UNHANDLED, HANDLING or CLOSED."));

        return (command, needed is not null && command.ActionNeeded is null ? HelpCenterError.Invalid("actionNeeded", "Invalid action needed") : null);
    }

    private static Given<string?> GivenText(RequestFields fields, string name) =>
        fields.IsGiven(name) ? new Given<string?>(fields.Text(name)?.Trim() is { Length: > 0 } text ? text : null) : default;
}
