using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Enqueue;
using CaseWorker.Gateway.Errors;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.Cases;
using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Storage;
using CaseWorker.Storage.Cases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CaseWorker.Gateway.Cases;

/// <summary>Cases are changed here, those of the caller's hub only; each route is one command. They answer with the case as it then is.</summary>
internal static class CaseCommandRoutes
{
    public static void MapCaseCommands(this IEndpointRouteBuilder routes)
    {
        var ofCase = routes.MapGroup("/api/cases/{caseId:int}").RequireScope(Scopes.Write);
        ofCase.MapPost("/close", (int caseId, HttpContext context, CaseDesk desk, CaseFinder finder) =>
            RunAsync(caseId, context, desk, finder, new CaseCommand.SetStatus("closed")));
        ofCase.MapPost("/reopen", (int caseId, HttpContext context, CaseDesk desk, CaseFinder finder) =>
            RunAsync(caseId, context, desk, finder, new CaseCommand.Reopen()));
        ofCase.MapPost("/status", SetStatusAsync);
        ofCase.MapPost("/transfer", TransferAsync);
        ofCase.MapPost("/notes", AddNoteAsync);
        ofCase.MapPut("/notes/{noteId:long}", EditNoteAsync);
        ofCase.MapPost("/due", SetDueAsync);
        ofCase.MapPut("/tags/{tagId:int}", (int caseId, int tagId, HttpContext context, CaseDesk desk, CaseFinder finder) =>
            RunAsync(caseId, context, desk, finder, new CaseCommand.Tag(tagId)));
        ofCase.MapDelete("/tags/{tagId:int}", (int caseId, int tagId, HttpContext context, CaseDesk desk, CaseFinder finder) =>
            RunAsync(caseId, context, desk, finder, new CaseCommand.Untag(tagId)));
        ofCase.MapDelete("", DeleteAsync);
    }

    private static async Task<IResult> SetStatusAsync(int caseId, HttpContext context, CaseDesk desk, CaseFinder finder)
    {
        var (body, problem) = await CommandBody.ReadAsync(context.Request);
        var status = body.Text("status");
        return problem ?? body.Problem ?? await RunAsync(caseId, context, desk, finder, new CaseCommand.SetStatus(status!));
    }

    private static async Task<IResult> TransferAsync(int caseId, HttpContext context, CaseDesk desk, CaseFinder finder)
    {
        var (body, problem) = await CommandBody.ReadAsync(context.Request);
        var command = new CaseCommand.Transfer(body.Id("departmentId"), body.Id("repId"));
        if (command is { DepartmentId: null, RepId: null })
            body.Refuse("departmentId", "must be given, or repId.");

        return problem ?? body.Problem ?? await RunAsync(caseId, context, desk, finder, command);
    }

    private static async Task<IResult> AddNoteAsync(int caseId, HttpContext context, CaseDesk desk)
    {
        var (body, problem) = await CommandBody.ReadAsync(context.Request);
        var command = new CaseCommand.AddNote(body.OptionalText("type") ?? "note", body.OptionalText("title"), body.Text("text") ?? "");
        if ((problem ?? body.Problem) is { } wrong)
            return wrong;
        if (!IdempotencyHeader.TryRead(context.Request.Headers, out var key))
            return Problem.Invalid(IdempotencyHeader.Name, IdempotencyHeader.Must);

        var target = TargetOf(caseId, context) with { IdempotencyKey = key };
        var result = await desk.RunAsync(target, command, context.RequestAborted);
        if (result is not CaseResult.Done { NoteId: { } noteId } done)
            return CommandReply.Of(caseId, result);

        VersionHeader.Set(context.Response, done.Version);
        if (done.DoneBeforeBy is not null)
            IdempotencyHeader.TellReplayed(context.Response);

        var view = new NoteView(noteId, done.At, done.DoneBeforeBy ?? target.By.Name, System: false, command.Type, command.Title, command.Text);
        return TypedResults.Json(view, CasesJson.Plain.NoteView, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> EditNoteAsync(int caseId, long noteId, HttpContext context, CaseDesk desk, Database database)
    {
        var (body, problem) = await CommandBody.ReadAsync(context.Request);
        var title = body.Has("title") ? new Given<string?>(body.OptionalText("title")) : default;
        var command = new CaseCommand.EditNote(noteId, title, body.Text("text") ?? "");
        if ((problem ?? body.Problem) is { } wrong)
            return wrong;

        var target = TargetOf(caseId, context);
        var result = await desk.RunAsync(target, command, context.RequestAborted);
        if (result is CaseResult.Refused { Field: "noteId" })
            return Problem.NotFound();
        if (result is not CaseResult.Done done)
            return CommandReply.Of(caseId, result);

        VersionHeader.Set(context.Response, done.Version);
        var notes = await database.ReadAsync(session => CaseReader.ListNotesAsync(session, caseId, target.HubId, noteId - 1, 1), context.RequestAborted);
        return notes is [var note] ? TypedResults.Json(NoteView.Of(note), CasesJson.Plain.NoteView) : Problem.NotFound();
    }

    private static async Task<IResult> SetDueAsync(int caseId, HttpContext context, CaseDesk desk, CaseFinder finder)
    {
        var (body, problem) = await CommandBody.ReadAsync(context.Request);
        var command = new CaseCommand.Update { DueAt = new Given<DateTimeOffset?>(body.Instant("dueAt")) };
        return problem ?? body.Problem ?? await RunAsync(caseId, context, desk, finder, command);
    }

    private static async Task<IResult> DeleteAsync(int caseId, string? why, HttpContext context, CaseDesk desk) =>
        await desk.RunAsync(TargetOf(caseId, context), new CaseCommand.Delete(why), context.RequestAborted) is var result and not CaseResult.Done
            ? CommandReply.Of(caseId, result)
            : TypedResults.NoContent();

    private static async Task<IResult> RunAsync(int caseId, HttpContext context, CaseDesk desk, CaseFinder finder, CaseCommand command)
    {
        var target = TargetOf(caseId, context);
        if (await desk.RunAsync(target, command, context.RequestAborted) is var result and not CaseResult.Done)
            return CommandReply.Of(caseId, result);

        return await StoredReply.FindAsync(caseId, context, finder);
    }

    private static CaseTarget TargetOf(int caseId, HttpContext context)
    {
        var caller = context.Caller();
        return new CaseTarget(caseId, caller.HubId, new Actor(caller.Name)) { IfVersions = VersionHeader.VersionsAskedFor(context.Request.Headers) };
    }
}
