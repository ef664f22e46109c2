namespace CaseWorker.Gateway.Reference;

/// <summary>The reference of the API. Section "Reference".</summary>
public sealed class ReferenceOptions
{
    /// <summary>The section's name in the configuration.</summary>
    public const string Section = "Reference";

    /// <summary>Whether /openapi/v1.json and /docs are there, for anyone: they tell of the program and nothing of what it holds. Default true.</summary>
    public bool Enabled { get; set; } = true;
}
