namespace CaseWorker.Processing.Catalogs.Files;

/// <summary>Reads what can change about a rep: from a catalogue file, and from the body of a PATCH.</summary>
public static class RepEditReader
{
    /// <summary>Reads a JSON object with any of active, outOfOffice, maxOpenCases, departments; other members are ignored.</summary>
    /// <returns>The edit, and all that is wrong with it; with errors it must not be used.</returns>
    public static (RepEdit Edit, IReadOnlyList<CatalogError> Errors) Read(ReadOnlyMemory<byte> utf8Json)
    {
        var errors = new List<CatalogError>();
        var edit = CatalogEntry.Parse(utf8Json, "body", errors) is { } rep ? ReadMembers(rep) : new RepEdit();
        return (edit, errors);
    }

    internal static RepEdit ReadMembers(CatalogEntry rep) => new()
    {
        Active = rep.Bool("active", otherwise: true),
        Departments = rep.Ids("departments"),
        MaxOpenCases = rep.Number("maxOpenCases", min: 0),
        OutOfOffice = HubReader.Absences(rep),
    };
}
