using Microsoft.Data.Sqlite;

namespace CaseWorker.Storage.Migrations;

/// <summary>Tells whether this program may work on the schema it finds. Changes nothing, and makes no file.</summary>
public static class SchemaCheck
{
    private static readonly Sql FindTable = new(
        "SELECT CASE WHEN OBJECT_ID('dbo.SchemaInfo') IS NULL THEN 0 ELSE 1 END AS Found",
        // Differs from SQL Server: the list of tables is a table.
        "SELECT COUNT(*) AS Found FROM sqlite_master WHERE type = 'table' AND name = 'SchemaInfo'");

    private static readonly Sql ReadVersion = Sql.Both("SELECT Version, OldestProgram FROM SchemaInfo WHERE Id = 1");

    /// <summary>The schema version this program was made for.</summary>
    public static int ProgramVersion => MigrationScripts.Version;

    /// <exception cref="Exception">What the driver threw when the server could not be asked; a missing SQLite file is an answer.</exception>
    public static Task<SchemaFit> CheckAsync(Database database, CancellationToken cancellation) =>
        HasNoFile(database) ? Task.FromResult(SchemaFit.Missing) : database.ReadAsync(ReadAsync, cancellation);

    /// <summary>The rule: a newer schema fits as long as the oldest program it allows is not newer than this one.</summary>
    internal static SchemaFit Judge(int version, int oldestProgram, int programVersion) =>
        version < programVersion ? SchemaFit.TooOld
        : oldestProgram <= programVersion ? SchemaFit.Fits
        : SchemaFit.TooNew;

    private static bool HasNoFile(Database database) =>
        database.Provider == StorageProvider.Sqlite && !File.Exists(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource);

    private static async Task<SchemaFit> ReadAsync(Session session)
    {
        if (await session.QueryFirstAsync<int>(FindTable) == 0)
            return SchemaFit.Missing;

        var row = await session.QueryFirstAsync<SchemaRow>(ReadVersion);
        return row is null ? SchemaFit.Missing : Judge(row.Version, row.OldestProgram, ProgramVersion);
    }

    private sealed record SchemaRow
    {
        public required int Version { get; init; }

        public required int OldestProgram { get; init; }
    }
}
