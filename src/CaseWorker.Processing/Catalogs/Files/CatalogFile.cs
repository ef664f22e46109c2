using System.Text.Json;

namespace CaseWorker.Processing.Catalogs.Files;

/// <summary>A catalogue as it is declared (spec 11): read strictly, checked as far as that is possible without the database.</summary>
public sealed class CatalogFile
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private CatalogFile(bool prune, IReadOnlyList<HubChange> hubs, IReadOnlyList<CatalogError> errors)
    {
        Prune = prune;
        Hubs = hubs;
        Errors = errors;
    }

    /// <summary>Whether what is not named, and not in use, is to be removed.</summary>
    public bool Prune { get; }

    /// <summary>All that is wrong with the file by itself; applying it adds what is wrong in view of the database.</summary>
    public IReadOnlyList<CatalogError> Errors { get; }

    internal IReadOnlyList<HubChange> Hubs { get; }

    /// <summary>Reads UTF-8 JSON. Never throws: what is wrong is in <see cref="Errors"/>, all of it at once, save that broken JSON has no more to tell.</summary>
    public static CatalogFile Read(ReadOnlyMemory<byte> utf8Json)
    {
        if (utf8Json.Span.StartsWith(ByteOrderMark))
            utf8Json = utf8Json[ByteOrderMark.Length..];

        try
        {
            using var json = JsonDocument.Parse(utf8Json);
            return Read(json.RootElement);
        }
        catch (JsonException exception)
        {
            return new CatalogFile(false, [], [new CatalogError("$", $"The file must be JSON, is not: {exception.Message}")]);
        }
    }

    private static CatalogFile Read(JsonElement json)
    {
        var errors = new List<CatalogError>();
        var file = new CatalogEntry(json, "", errors);
        var prune = file.Bool("prune", otherwise: false).Or(false);
        var hubs = file.Entries("hubs")?.Select(hub => HubReader.Read(hub, errors)).ToList() ?? [];
        file.Finish();
        DuplicateRule.Check(hubs, errors);
        return new CatalogFile(prune, hubs, errors);
    }
}
