namespace CaseWorker.Host.Settings;

/// <summary>The first key. Section "Auth".</summary>
internal sealed class AuthOptions
{
    public const string Section = "Auth";

    /// <summary>
    /// A secret of at least 24 characters that becomes an operator's key at start, once, however many processes start.
    /// Empty: with SQLite a first key is made, printed once and kept in Data:Directory; with SqlServer none is made.
    /// </summary>
    public string BootstrapKey { get; set; } = "";
}
