using System.Text.Json.Serialization;
using CaseWorker.Processing.ActionManagement;
using CaseWorker.Storage.ActionManagement;

namespace CaseWorker.Gateway.ActionManagement;

/// <summary>A note of a case. Those of the program itself have neither author nor change.</summary>
internal sealed record NoteItem(long Id, int CaseId, string Comments, bool IsSystemGenerated)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public UserItem? CreatedBy { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public UserItem? ModifiedBy { get; init; }

    public required DateTimeOffset DateCreated { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? DateModified { get; init; }

    public required SelfLink Links { get; init; }

    public static NoteItem Of(ActionNoteRow row, HubProgram hub) => new(row.NoteId, row.CaseId, CommentsOf(row), row.System)
    {
        CreatedBy = row.System ? null : UserOf(row.RepId, row.Author, hub),
        ModifiedBy = row.System ? null : row.ModifiedBy is null ? UserOf(row.RepId, row.Author, hub) : UserOf(row.ModifiedRepId, row.ModifiedBy, hub),
        DateCreated = row.At,
        DateModified = row.System ? null : row.ModifiedAt,
        Links = hub.Links.OfNote(row.CaseId, row.NoteId),
    };

    // Other APIs give notes a title, which is above the text there.
    private static string CommentsOf(ActionNoteRow row) =>
        row.Title is null || row.Title == row.Text ? row.Text ?? "" : $"{row.Title}\n{row.Text}";

    // Who writes by a key that is named like a user is that user; another author is shown by name, without an id.
    private static UserItem UserOf(int? repId, string? name, HubProgram hub)
    {
        var user = repId is { } id ? hub.Program.FindUser(id) : name is null ? null : hub.Program.FindUser(name);
        return user is null
            ? new UserItem(repId ?? 0, name ?? "", IsActive: repId is null, new SelfLink(null))
            : new UserItem(user.RepId, user.UserName, user.Active, hub.Links.OfUser(user.RepId));
    }
}
