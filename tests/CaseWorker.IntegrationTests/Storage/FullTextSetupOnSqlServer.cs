using CaseWorker.Storage.TextSearch;
using CaseWorker.Tests.Storage;
using Dapper;
using Microsoft.Data.SqlClient;
using Xunit;

namespace CaseWorker.IntegrationTests.Storage;

[Collection(SqlServerCollection.Name)]
public sealed class FullTextSetupOnSqlServer(SqlServerFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task Full_text_search_is_used_exactly_where_the_server_has_it()
    {
        await using var connection = new SqlConnection(Database.ConnectionString);
        var isInstalled = await connection.ExecuteScalarAsync<int?>("SELECT FULLTEXTSERVICEPROPERTY('IsFullTextInstalled')") == 1;

        Assert.Equal(isInstalled, await fixture.UseFullTextAsync());
    }

    [Fact]
    public async Task Without_the_wish_for_it_full_text_search_is_not_used() => Assert.False((await ReadAsync(TextTurnStore.ReadAsync)).FullText);
}
