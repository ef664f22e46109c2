namespace CaseWorker.Storage.Migrations;

/// <summary>How the schema of the database and this program go together.</summary>
public enum SchemaFit
{
    /// <summary>There is no database, or it has no schema yet: migrate first.</summary>
    Missing,

    /// <summary>The schema is older than the program: migrate first.</summary>
    TooOld,

    /// <summary>The schema is the program's own, or a newer one that still allows this program.</summary>
    Fits,

    /// <summary>The schema is newer and no longer allows this program: use a newer program.</summary>
    TooNew,
}
