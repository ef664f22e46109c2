using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Enqueue;
using CaseWorker.Gateway.Errors;
using CaseWorker.Processing.Cases;
using CaseWorker.Processing.Cases.Commands;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CaseWorker.Gateway.CasesApi;

/// <summary>The routes that change a case; each is one command and answers with the case as it then is.</summary>
internal static class CaseChanges
{
    public static void MapChanges(this RouteGroupBuilder ofCase)
    {
        ofCase.MapPost("/addnote", AddNoteAsync);
        ofCase.MapPost("/tag/{tagId:int}", (int caseId, int tagId, HttpContext context, CaseDesk desk, CaseFinder finder) =>
            RunAsync(caseId, context, desk, finder, new CaseCommand.Tag(tagId)));
        ofCase.MapPost("/untag/{tagId:int}", (int caseId, int tagId, HttpContext context, CaseDesk desk, CaseFinder finder) =>
            RunAsync(caseId, context, desk, finder, new CaseCommand.Untag(tagId)));
        ofCase.MapPost("/history", ImportAsync);
        ofCase.MapPost("/transfer", TransferAsync);
        ofCase.MapPost("/close", (int caseId, HttpContext context, CaseDesk desk, CaseFinder finder) =>
            RunAsync(caseId, context, desk, finder, new CaseCommand.SetStatus("closed")));
        ofCase.MapPost("/reopen", (int caseId, HttpContext context, CaseDesk desk, CaseFinder finder) =>
            RunAsync(caseId, context, desk, finder, new CaseCommand.Reopen()));
        ofCase.MapPost("/status", SetStatusAsync);
    }

    private static async Task<IResult> AddNoteAsync(int caseId, HttpContext context, CaseDesk desk, CaseFinder finder)
    {
        var (fields, wrong) = await RequestFields.ReadAsync(context.Request);
        var title = fields.Required("title");
        var type = fields.Word("type", "call", "note");
        if (fields.Text("type") is null)
            fields.Refuse("type", "is required.");

        var command = new CaseCommand.AddNote(type ?? "note", title, fields.Required("note")) { At = fields.Instant("date_added") };
        return wrong ?? fields.Error ?? await RunOnceAsync(caseId, context, desk, finder, command);
    }

    private static async Task<IResult> ImportAsync(int caseId, HttpContext context, CaseDesk desk, CaseFinder finder)
    {
        var (fields, wrong) = await RequestFields.ReadAsync(context.Request);
        var items = fields.Required("history") is { Length: > 0 } history ? HistoryReader.Read(history, fields) : null;
        return wrong ?? fields.Error ?? await RunOnceAsync(caseId, context, desk, finder, new CaseCommand.ImportHistory(items!));
    }

    private static async Task<IResult> TransferAsync(int caseId, HttpContext context, CaseDesk desk, CaseFinder finder)
    {
        var (fields, wrong) = await RequestFields.ReadAsync(context.Request);
        var command = new CaseCommand.Transfer(fields.Id("depid"), fields.Rep("repid"));
        if (command is { DepartmentId: null, RepId: null } && fields.Error is null)
            fields.Refuse("depid", "or repid is required.");

        return wrong ?? fields.Error ?? await RunAsync(caseId, context, desk, finder, command);
    }

    private static async Task<IResult> SetStatusAsync(int caseId, HttpContext context, CaseDesk desk, CaseFinder finder)
    {
        var (fields, wrong) = await RequestFields.ReadAsync(context.Request);
        var status = fields.Word("status", "new", "open", "closed");
        if (fields.Text("status") is null)
            fields.Refuse("status", "is required.");

        return wrong ?? fields.Error ?? await RunAsync(caseId, context, desk, finder, new CaseCommand.SetStatus(status!));
    }

    // What adds to a case takes a name for the request.
    private static async Task<IResult> RunOnceAsync(int caseId, HttpContext context, CaseDesk desk, CaseFinder finder, CaseCommand command) =>
        IdempotencyHeader.TryRead(context.Request.Headers, out var key)
            ? await RunAsync(caseId, context, desk, finder, command, key)
            : CasesError.Invalid(IdempotencyHeader.Must);

    private static async Task<IResult> RunAsync(int caseId, HttpContext context, CaseDesk desk, CaseFinder finder, CaseCommand command, string? key = null)
    {
        var caller = context.Caller();
        var result = await desk.RunAsync(new CaseTarget(caseId, caller.HubId, new Actor(caller.Name)) { IdempotencyKey = key }, command, context.RequestAborted);
        if (result is CaseResult.Done { DoneBeforeBy: not null })
            IdempotencyHeader.TellReplayed(context.Response);

        return result switch
        {
            CaseResult.Done => await StoredCase.FindAsync(caseId, context, finder),
            CaseResult.KeyReused => CasesError.Of(Problem.KeyReused()),
            CaseResult.NotStoredYet => CasesError.NotStoredYet(),
            CaseResult.Parked => CasesError.Parked(),
            CaseResult.Refused { Field: "tagId" } => CasesError.NotFound("There is no such case tag."),
            CaseResult.Refused refused => CasesError.Invalid($"{CaseObject.ParameterOf(refused.Field)} {refused.Must}"),
            _ => CasesError.NotFound("There is no such case."),
        };
    }
}
