using System.Globalization;
using CaseWorker.Processing.Catalogs;

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

    private static string NameOf(Rep rep)
    {
        var name = $"{rep.FirstName} {rep.LastName}".Trim();
        return name.Length > 0 ? name : rep.UserName;
    }
}
