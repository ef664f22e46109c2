using Docker.DotNet;
using DotNet.Testcontainers.Builders;
using Testcontainers.MsSql;

namespace CaseWorker.IntegrationTests.Storage;

/// <summary>The T-SQL server of the run: the one that is named, else one in a container, else none with a reason.</summary>
internal sealed class SqlServerPlace : IAsyncDisposable
{
    private const string Variable = "CASEWORKER_TEST_SQLSERVER";

    private readonly MsSqlContainer? container;

    private SqlServerPlace(string? connectionString, string whyNot, MsSqlContainer? container)
    {
        ConnectionString = connectionString;
        WhyNot = whyNot;
        this.container = container;
    }

    /// <summary>Null when there is no server.</summary>
    public string? ConnectionString { get; }

    /// <summary>Why there is no server; empty when there is one.</summary>
    public string WhyNot { get; }

    public static async Task<SqlServerPlace> FindAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return new SqlServerPlace(named, "", null);

        try
        {
            var container = new MsSqlBuilder("mcr.microsoft.com/mssql/server:2022-latest").Build();
            await container.StartAsync();
            return new SqlServerPlace(container.GetConnectionString(), "", container);
        }
        catch (Exception exception) when (exception is DockerUnavailableException or DockerApiException)
        {
            return new SqlServerPlace(null, $"no SQL Server: {Variable} is not set, and no Docker engine starts one", null);
        }
    }

    public ValueTask DisposeAsync() => container?.DisposeAsync() ?? ValueTask.CompletedTask;
}
