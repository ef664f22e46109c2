using CaseWorker.Host.Settings;
using CaseWorker.Storage;
using CaseWorker.Storage.Migrations;
using Microsoft.Data.Sqlite;

namespace CaseWorker.Host.Composition;

internal static class StorageComposition
{
    private const string FileName = "caseworker.db";

    public static IServiceCollection AddStorage(this IServiceCollection services, Parts parts) => services
        .AddSingleton(_ => Database.Open(WithFile(parts.Storage, parts.Data)))
        .AddSingleton<Migrator>();

    /// <summary>The options with the file in the data folder filled in where Sqlite was given no connection string.</summary>
    private static StorageOptions WithFile(StorageOptions storage, DataOptions data) => new()
    {
        Provider = storage.Provider,
        MigrateOnStart = storage.MigrateOnStart,
        MaxBatch = storage.MaxBatch,
        CommandTimeout = storage.CommandTimeout,
        ConnectionString = storage.ConnectionString.Length > 0
            ? storage.ConnectionString
            : new SqliteConnectionStringBuilder { DataSource = Path.Combine(data.Directory, FileName) }.ToString(),
    };
}
