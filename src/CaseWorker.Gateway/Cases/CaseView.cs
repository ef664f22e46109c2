using System.Text.Json;
using CaseWorker.Storage.Cases;

namespace CaseWorker.Gateway.Cases;

/// <summary>A case as <c>GET /api/cases/{id}</c> shows it (spec 11); members without a value are null.</summary>
internal sealed record CaseView(
    int CaseId,
    int HubId,
    int ServiceId,
    int DepartmentId,
    long Sequence,
    string Status,
    int? RepId,
    int? CustomerId,
    int? CompanyId,
    string? ExtRef,
    string? Subject,
    string? Notes,
    string? ClassificationCode,
    bool AutoClose,
    IReadOnlyDictionary<string, string> CustomProperties,
    string? ProcedureExtRef,
    string? ProcedureOptionExtRef,
    string? OpenedBy,
    DateTimeOffset OpenedAt,
    DateTimeOffset? AssignedAt,
    DateTimeOffset? FirstResponseAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? ClosedAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? PreOverdueAt,
    DateTimeOffset? PostOverdueAt,
    bool IsOverdue,
    int Cycle,
    IReadOnlyList<int> Tags,
    bool PossibleDuplicate)
{
    public static CaseView Of(CaseDetailsRow row, IEnumerable<CasePropertyRow> properties, IReadOnlyList<int> tags) => new(
        row.CaseId,
        row.HubId,
        row.ServiceId,
        row.DepartmentId,
        row.Sequence,
        row.Status,
        row.RepId,
        row.CustomerId,
        row.CompanyId,
        row.ExtRef,
        row.Subject,
        row.Notes,
        row.ClassificationCode,
        row.AutoClose,
        PropertiesOf(properties),
        row.ProcedureExtRef,
        row.ProcedureOptionExtRef,
        row.OpenedBy,
        row.OpenedAt,
        row.AssignedAt,
        row.FirstResponseAt,
        row.UpdatedAt,
        row.ClosedAt,
        row.DueAt,
        row.PreOverdueAt,
        row.PostOverdueAt,
        row.IsOverdue,
        row.Cycle,
        tags,
        row.PossibleDuplicate);

    private static OrderedDictionary<string, string> PropertiesOf(IEnumerable<CasePropertyRow> properties)
    {
        var ordered = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in properties)
            ordered[property.Name] = property.Value;

        return ordered;
    }
}

/// <summary>The answer while a case is not stored yet.</summary>
internal sealed record CaseOnItsWayView(int CaseId);

/// <summary>A note of a case (spec 11).</summary>
internal sealed record NoteView(long NoteId, DateTimeOffset At, string? By, bool System, string Type, string? Title, string? Text)
{
    public static NoteView Of(CaseNoteRow row) => new(row.NoteId, row.At, row.Author, row.System, row.Type, row.Title, row.Text);
}

/// <summary>An assignment decision (spec 11). <paramref name="Draw"/> is null when nothing was drawn.</summary>
internal sealed record AssignmentView(DateTimeOffset At, string Strategy, int? RepId, JsonElement Eligible, JsonElement Excluded, DrawView? Draw, string Cause)
{
    public static AssignmentView Of(CaseAssignmentRow row) => new(
        row.At,
        row.Strategy,
        row.RepId,
        JsonElement.Parse(row.Eligible),
        JsonElement.Parse(row.Excluded),
        row is { DrawIndex: { } index, DrawOf: { } of } ? new DrawView(index, of) : null,
        row.Cause);
}

/// <summary>Which of how many candidates was drawn, counted from 0 over ascending rep ids.</summary>
internal sealed record DrawView(int Index, int Of);
