using CaseWorker.Processing.Catalogs.Files;

namespace CaseWorker.Processing.Catalogs;

/// <summary>
/// A catalogue to begin with: hub 1 with departments 10, 20, 30, services 1 to 8 and reps 100 to 111.
/// </summary>
public sealed class SampleCatalog(CatalogApplier applier)
{
    /// <summary>Applies the sample if the database has no hub. False: it has one, nothing was done.</summary>
    public async Task<bool> EnsureAsync(CancellationToken cancellation)
    {
        if (await applier.ApplyIfEmptyAsync(Read(), cancellation) is not { } result)
            return false;

        if (result.Errors.Count > 0)
            throw new InvalidOperationException($"The sample catalogue must fit an empty database, does not: {result.Errors[0]}");

        return true;
    }

    /// <summary>The sample as a file.</summary>
    internal static CatalogFile Read()
    {
        using var resource = typeof(SampleCatalog).Assembly.GetManifestResourceStream("SampleCatalog.json")
            ?? throw new InvalidOperationException("SampleCatalog.json must be embedded in the assembly, is missing.");
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return CatalogFile.Read(bytes.ToArray());
    }
}
