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

    /// <summary>The options with the file in the data folder filled in where no connection string was given.</summary>
    private static StorageOptions WithFile(StorageOptions storage, DataOptions data)
    {
        if (storage.ConnectionString.Length == 0)
            storage.ConnectionString = new SqliteConnectionStringBuilder { DataSource = Path.Combine(data.Directory, FileName) }.ToString();

        return storage;
    }
}
