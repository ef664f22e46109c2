namespace CaseWorker.Host.Settings;

/// <summary>The catalogue that is put in force at start. Section "Catalog".</summary>
internal sealed class CatalogOptions
{
    public const string Section = "Catalog";

    /// <summary>A catalogue file to apply at every start. Empty: none, and an installation without any hub gets the sample catalogue.</summary>
    public string File { get; set; } = "";
}
