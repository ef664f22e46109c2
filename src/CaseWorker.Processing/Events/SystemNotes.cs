using System.Globalization;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.DueDates;

namespace CaseWorker.Processing.Events;

/// <summary>The words of the notes that the program writes itself.</summary>
public static class SystemNotes
{
    /// <summary>The type under which they are stored.</summary>
    public const string Type = "system";

    public static string AssignedTo(Rep rep) => "Assigned to " + NameOf(rep);

    /// <param name="rep">Null when the rep is no longer a member; then the id stands for the name.</param>
    public static string ReleasedFrom(Rep? rep, int repId, string reason) =>
        string.Create(CultureInfo.InvariantCulture, $"Released from {(rep is null ? $"rep {repId}" : NameOf(rep))}: {reason}");

    public static string ClosedBy(string who) => "Closed by " + who;

    public static string ReopenedBy(string who) => "Reopened by " + who;

    public static string StatusChanged(string status, string who) => $"Status changed to {status} by {who}";

    public static string Transferred(Department from, Department to, string who) => $"Transferred from {from.Name} to {to.Name} by {who}";

    /// <param name="what">The names of the members that changed.</param>
    public static string Changed(IEnumerable<string> what, string who) => $"Changed by {who}: {string.Join(", ", what)}";

    /// <param name="dueAt">Null: the case is due no more.</param>
    public static string DueDateSet(DateTimeOffset? dueAt, string who) => dueAt is { } at
        ? string.Create(CultureInfo.InvariantCulture, $"Due date set to {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC by {who}")
        : "Due date removed by " + who;

    public static string Tagged(string tag, string who) => $"Tagged {tag} by {who}";

    public static string Untagged(string tag, string who) => $"Tag {tag} removed by {who}";
    /// <param name="dueAt">Null: the case is due no more.</param>
    public static string DueDateMoved(DateTimeOffset? dueAt) => dueAt is { } at
        ? string.Create(CultureInfo.InvariantCulture, $"Due date is {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC by the changed policy")
        : "Due date removed by the changed policy";

    /// <param name="dueAt">Null when the stage has no due date.</param>
    /// <param name="lateFrom">From when on it was late.</param>
    public static string StageFired(DueStage stage, DateTimeOffset? dueAt, DateTimeOffset lateFrom, DateTimeOffset firedAt)
    {
        var word = stage switch
        {
            DueStage.Pre => "Pre-overdue",
            DueStage.Due => "Overdue",
            DueStage.Post => "Post-overdue",
        };
        var due = dueAt is { } at ? string.Create(CultureInfo.InvariantCulture, $": due {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC") : "";
        var late = firedAt - lateFrom >= TimeSpan.FromMinutes(1) ? string.Create(CultureInfo.InvariantCulture, $", noticed {(long)(firedAt - lateFrom).TotalMinutes} min late") : "";
        return word + due + late;
    }

    private static string NameOf(Rep rep)
    {
        var name = $"{rep.FirstName} {rep.LastName}".Trim();
        return name.Length > 0 ? name : rep.UserName;
    }
}
