using System.Text.Json;

namespace CaseWorker.Processing.Catalogs.Files;

/// <summary>Reads what can change about a rep: from a catalogue file, and from the body of a PATCH.</summary>
public static class RepEditReader
{
    /// <summary>Reads a JSON object with any of active, outOfOffice, maxOpenCases, departments; other members are ignored.</summary>
    /// <returns>The edit, and all that is wrong with it; with errors it must not be used.</returns>
    public static (RepEdit Edit, IReadOnlyList<CatalogError> Errors) Read(ReadOnlyMemory<byte> utf8Json)
    {
        var errors = new List<CatalogError>();
        try
        {
            using var json = JsonDocument.Parse(utf8Json);
            return (ReadMembers(new CatalogEntry(json.RootElement, "", errors)), errors);
        }
        catch (JsonException exception)
        {
            errors.Add(new CatalogError("$", $"The body must be JSON, is not: {exception.Message}"));
            return (new RepEdit(), errors);
        }
    }

    internal static RepEdit ReadMembers(CatalogEntry rep) => new()
    {
        Active = rep.Bool("active", otherwise: true),
        Departments = rep.Ids("departments"),
        MaxOpenCases = rep.Number("maxOpenCases", min: 0),
        OutOfOffice = HubReader.Absences(rep),
    };
}
