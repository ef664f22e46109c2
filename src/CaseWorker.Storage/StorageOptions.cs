using System.ComponentModel.DataAnnotations;

namespace CaseWorker.Storage;

/// <summary>The database in use.</summary>
public enum StorageProvider
{
    /// <summary>One file on this machine; the embedded default.</summary>
    Sqlite,

    /// <summary>SQL Server 2019 or later, Azure SQL, or a server that speaks the same.</summary>
    SqlServer,
}

/// <summary>Where cases are remembered. Section "Storage".</summary>
public sealed class StorageOptions
{
    /// <summary>The section's name in the configuration.</summary>
    public const string Section = "Storage";

    /// <summary>Default Sqlite.</summary>
    [EnumDataType(typeof(StorageProvider))]
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>An ADO.NET connection string. Empty with Sqlite: the file <c>caseworker.db</c> in Data:Directory.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Whether the program brings the schema up to date when it starts. Null: yes with Sqlite, no with SqlServer.</summary>
    public bool? MigrateOnStart { get; set; }

    /// <summary>Whether searches by text use the server's full-text search where it has one; else its table of words. SQL Server only; looked at when the schema is brought up to date. Default true.</summary>
    public bool FullText { get; set; } = true;

    /// <summary>How many cases one transaction stores at most; with Sqlite it is shared by all that wait. Fewer keep locks shorter, more are faster. Default 500; 1 to 500.</summary>
    [Range(1, 500)]
    public int MaxBatch { get; set; } = 500;

    /// <summary>How long a statement may wait for the server; with SQLite rows wait at most 4 s for a process that keeps the file to itself. Default 15 s; 1 s to 5 min, with SQL Server more than ActionManagement:QueryTimeout.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(15);
}
