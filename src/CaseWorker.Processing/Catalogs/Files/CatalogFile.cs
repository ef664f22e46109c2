namespace CaseWorker.Processing.Catalogs.Files;

/// <summary>A catalogue as it is declared (spec 11): read strictly, checked as far as that is possible without the database.</summary>
public sealed class CatalogFile
{
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
    public static CatalogFile Read(ReadOnlyMemory<byte> utf8Json) => Read(utf8Json, shape: null);

    /// <param name="shape">Gets what is asked of the file; null: nobody wants to know.</param>
    internal static CatalogFile Read(ReadOnlyMemory<byte> utf8Json, CatalogShape? shape)
    {
        var errors = new List<CatalogError>();
        if (CatalogEntry.Parse(utf8Json, "file", errors, shape) is not { } file)
            return new CatalogFile(false, [], errors);

        var prune = file.Bool("prune", otherwise: false).Or(false);
        var hubs = file.Entries("hubs")?.Select(hub => HubReader.Read(hub, errors)).ToList() ?? [];
        file.Finish();
        DuplicateRule.Check(hubs, errors);
        return new CatalogFile(prune, hubs, errors);
    }
}
