using System.Data.Common;
using CaseWorker.IntegrationTests.EndToEnd.Invariants;
using CaseWorker.IntegrationTests.Processes;
using CaseWorker.Storage;
using CaseWorker.Storage.Dialects;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>Looks into the database of running processes, past the program.</summary>
internal sealed class DatabaseView
{
    private readonly string connectionString;

    public DatabaseView(StorageProvider provider, string connectionString)
    {
        Provider = provider;
        this.connectionString = connectionString;
        if (provider == StorageProvider.SqlServer)
            SqlServerPackets.KeepApart(connectionString);
    }

    public StorageProvider Provider { get; }

    /// <summary>The file of a program that was started in the folder with the default settings.</summary>
    public static DatabaseView OfFolder(TemporaryFolder folder) =>
        new(StorageProvider.Sqlite, $"Data Source={folder.File("data/caseworker.db")};Pooling=False");

    public async Task<List<T>> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using DbConnection connection = Provider switch
        {
            StorageProvider.Sqlite => new SqliteConnection(connectionString),
            StorageProvider.SqlServer => new SqlConnection(connectionString),
        };
        return [.. await connection.QueryAsync<T>(sql, parameters)];
    }

    /// <summary>False: somebody holds the lock of the SQLite file for longer than any transaction takes.</summary>
    public async Task<bool> CanWriteAsync()
    {
        await using var connection = new SqliteConnection(connectionString);
        try
        {
            await connection.ExecuteAsync("UPDATE Lease SET ExpiresAt = ExpiresAt WHERE Name = ''", commandTimeout: 1);
            return true;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == 5)
        {
            return false;
        }
    }

    public async Task<long> CountAsync(string from) => (await QueryAsync<long>($"SELECT COUNT(*) FROM {from}"))[0];

    public Task<List<StoredCase>> ReadCasesAsync() => QueryAsync<StoredCase>(
        """
        SELECT CaseId, ServiceId, DepartmentId, Sequence, RepId, AutoClose, ExtRef, MessageKey, Source, SourceN, Worker, StoredAt, PossibleDuplicate
        FROM SupportCase
        """);

    public async Task<ILookup<int, int>> ReadMembersAsync() =>
        (await QueryAsync<Member>("SELECT DepartmentId, RepId FROM RepDepartment")).ToLookup(row => row.DepartmentId, row => row.RepId);

    public Task<List<ParkedRow>> ReadParkedAsync() => QueryAsync<ParkedRow>("SELECT MessageKey, Reason FROM ParkedMessage");

    public Task<List<EventRow>> ReadEventsAsync() => QueryAsync<EventRow>("SELECT OutboxId, CaseId, EventName, MessageId FROM Outbox");

    public Task<List<DecidedRow>> ReadDecisionsAsync() => QueryAsync<DecidedRow>(
        """
        SELECT a.CaseId, c.DepartmentId, a.Strategy, a.RepId, a.DrawIndex, a.DrawOf, s.Members AS Eligible
        FROM CaseAssignment a JOIN SupportCase c ON c.CaseId = a.CaseId JOIN RepSet s ON s.SetHash = a.EligibleHash
        """);

    private sealed record Member
    {
        public required int DepartmentId { get; init; }
        public required int RepId { get; init; }
    }
}
