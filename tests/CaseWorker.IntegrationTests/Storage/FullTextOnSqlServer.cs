using CaseWorker.Processing.TextSearch;
using CaseWorker.Storage.TextSearch;
using CaseWorker.Tests.Storage;
using CaseWorker.Tests.TextSearch;
using Dapper;
using Microsoft.Data.SqlClient;
using Xunit;

namespace CaseWorker.IntegrationTests.Storage;

/// <summary>All that searches by text promise, with the server's own full-text search in use and every case known to it.</summary>
[Collection(SqlServerCollection.Name)]
public sealed class FullTextOnSqlServer(SqlServerFixture fixture) : TextSearchContract(fixture)
{
    // A server takes new documents in within seconds, and says so to nobody.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Assert.SkipUnless(await fixture.UseFullTextAsync(), "the server has no full-text search");
    }

    [Fact]
    public async Task A_case_is_found_before_the_full_text_search_knows_it_and_leaves_the_table_of_words_when_it_does()
    {
        await WriteAsync(session => AddAsync(session, StorageRows.Case(1) with { Subject = "printer" }));
        await base.IndexAsync();
        Assert.Equal("1", await FindAsync("printer"));
        Assert.NotEqual(0, await CountWordsAsync());

        await SettleAsync();

        Assert.Equal("1", await FindAsync("printer"));
        Assert.Equal(0, await CountWordsAsync());
    }

    [Fact]
    public async Task A_change_counts_before_the_full_text_search_knows_it()
    {
        await StoreAsync(StorageRows.Case(1) with { Subject = "before", Notes = "stays" }, StorageRows.Case(2) with { Subject = "before" });

        await RenameAsync(1, "after");
        await base.IndexAsync();

        Assert.Equal(("2", "1", "1"), (await FindAsync("before"), await FindAsync("after stays"), await FindAsync("stays")));
    }

    [Fact]
    public async Task A_step_that_another_overtook_takes_no_case_out_of_the_table_of_words()
    {
        await WriteAsync(session => AddAsync(session, StorageRows.Case(1) with { Subject = "first" }));
        await base.IndexAsync();
        var turn = await ReadAsync(TextTurnStore.ReadAsync);
        var mark = Assert.Single(await ReadAsync(session => FullTextStore.ReadMarksAsync(session, null, 10)));

        await RenameAsync(1, "second");
        await base.IndexAsync();

        Assert.False(await WriteAsync(session => TextTurnStore.TakeAsync(session, turn.Turns, turn.FilledTo)));
        Assert.Empty(await ReadAsync(session => FullTextStore.ReadSettledAsync(session, mark)));
        Assert.Equal("1", await FindAsync("second"));
    }

    [Theory]
    [InlineData("internationalization", "internationalization")]
    [InlineData("donaudampfschifffahrtsgesellschaftskapit", "donaudampfschifffahrtsgesellschaftska")]
    [InlineData("достопримечательность", "достопримечательно")]
    public async Task Long_words_are_told_apart_by_all_of_their_letters(string word, string beginning)
    {
        await StoreAsync(StorageRows.Case(1) with { Subject = word }, StorageRows.Case(2) with { Subject = word[..^5] + "other" });

        Assert.Equal("1", await FindAsync(beginning));
        Assert.Equal("2", await FindAsync(word[..^5] + "oth"));
        Assert.Equal("1 2", await FindAsync(word[..^6]));
    }

    [Fact]
    public async Task A_second_program_that_starts_changes_nothing()
    {
        await StoreAsync(StorageRows.Case(1) with { Subject = "printer" });
        var turn = await ReadAsync(TextTurnStore.ReadAsync);

        Assert.True(await fixture.UseFullTextAsync());

        Assert.Equal(turn, await ReadAsync(TextTurnStore.ReadAsync));
    }

    [Fact]
    public async Task A_program_that_does_not_want_full_text_search_reads_all_cases_into_the_table_of_words_again()
    {
        await StoreAsync(StorageRows.Case(1) with { Subject = "printer" }, StorageRows.Case(2) with { Subject = "printers" });

        await using (await fixture.OpenWithFullTextAsync(wanted: false))
            Assert.False((await ReadAsync(TextTurnStore.ReadAsync)).FullText);

        await base.IndexAsync();
        Assert.Equal("1 2", await FindAsync("printer"));
        Assert.NotEqual(0, await CountWordsAsync());
    }

    protected override async Task IndexAsync()
    {
        await base.IndexAsync();
        await SettleAsync();
    }

    private async Task SettleAsync()
    {
        var settler = new FullTextSettler(Database);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(Patience);
        while ((await ReadAsync(session => FullTextStore.ReadMarksAsync(session, null, 1))).Count > 0)
        {
            if (await settler.RunAsync(patience.Token) == 0)
                await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
        }
    }

    private async Task<int> CountWordsAsync()
    {
        await using var connection = new SqlConnection(Database.ConnectionString);
        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM CaseTextWord");
    }
}
