using CaseWorker.Gateway.Errors;
using CaseWorker.Storage;
using CaseWorker.Storage.ActionManagement;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.ActionManagement;

/// <summary>The three routes that read notes.</summary>
internal static class NoteReading
{
    private const string ItemType = "CaseNote";

    /// <summary>"Get all notes for a case", in the order of writing.</summary>
    public static async Task<IResult> ListAsync(int caseId, HttpContext context, Database database)
    {
        var hub = HubProgram.Of(context);
        var notes = await database.ReadAsync(
            async session => await ActionCaseStore.FindAsync(session, caseId, hub.HubId) is null ? null : await ActionNoteStore.ListAsync(session, caseId),
            context.RequestAborted);
        return notes is null
            ? Problem.NotFound()
            : TypedResults.Json(ItemPage<NoteItem>.Whole(ItemType, [.. notes.Select(note => NoteItem.Of(note, hub))]), ActionManagementJson.Plain.ItemPageNoteItem);
    }

    /// <summary>"Get a case note".</summary>
    public static async Task<IResult> GetAsync(int caseId, int noteId, HttpContext context, Database database)
    {
        var hub = HubProgram.Of(context);
        var note = await database.ReadAsync(session => ActionNoteStore.FindAsync(session, hub.HubId, caseId, noteId), context.RequestAborted);
        return note is null ? Problem.NotFound() : TypedResults.Json(NoteItem.Of(note, hub), ActionManagementJson.Plain.NoteItem);
    }

    /// <summary>"Get a paginated list of case notes": those of all cases of the hub, by when they were last changed, then by id.</summary>
    public static async Task<IResult> FeedAsync(HttpContext context, Database database)
    {
        var hub = HubProgram.Of(context);
        var query = NoteFeedQuery.Read(context.Request.Query);
        if (query.Problem is { } problem)
            return problem;

        var (notes, total) = await database.ReadAsync(
            session => ActionNoteStore.ReadFeedAsync(session, hub.HubId, query.Start, query.End, query.Skip, query.Top),
            context.RequestAborted);
        return JsonReply.Of(
            ItemPage<NoteItem>.Of(ItemType, [.. notes.Select(note => NoteItem.Of(note, hub))], total),
            ActionManagementJson.Plain.ItemPageNoteItem);
    }
}
