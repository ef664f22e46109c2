using System.ComponentModel.DataAnnotations;

namespace CaseWorker.Host.Settings;

/// <summary>Where this process keeps files. Section "Data".</summary>
internal sealed class DataOptions
{
    public const string Section = "Data";

    /// <summary>The folder for caseworker.db and first-key.txt, relative to the working directory. Made when missing. Default "data".</summary>
    [Required]
    public string Directory { get; set; } = "data";
}
