using CaseWorker.Processing.TextSearch;
using CaseWorker.Storage;
using CaseWorker.Storage.TextSearch;
using CaseWorker.Tests.Storage;
using CaseWorker.Tests.TextSearch;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CaseWorker.IntegrationTests.Storage;

/// <summary>All that searches by text promise, with the server's own full-text search in use and every case known to it.</summary>
[Collection(SqlServerCollection.Name)]
public sealed class FullTextOnSqlServer(SqlServerFixture fixture) : TextSearchContract(fixture)
{
    // A server takes new documents in within seconds, and says so to nobody.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // As a database of some age: the stamps of one test are not those of another on the same cases.
    private static readonly Sql SetTurns = Sql.OnSqlServer("UPDATE TextTurn SET Turns = @turns WHERE Id = 1");

    private static readonly Sql SetDocument = Sql.OnSqlServer("UPDATE CaseTextDocument SET Words = @words WHERE CaseId = @caseId");

    private readonly FakeTimeProvider clock = new(Noon);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Assert.SkipUnless(await fixture.UseFullTextAsync(), "the server has no full-text search");
        await WriteAsync(session => session.ExecuteAsync(SetTurns, new { turns = Random.Shared.NextInt64(long.MaxValue / 2) }));
    }

    [Fact]
    public async Task A_case_is_found_in_the_table_of_words_then_in_both_then_in_the_full_text_search_alone()
    {
        await WriteAsync(session => AddAsync(session, StorageRows.Case(1) with { Subject = "printer" }));
        await base.IndexAsync();
        Assert.Equal("1", await FindAsync("printer"));

        await UntilKnownAsync();
        Assert.Equal("1", await FindAsync("printer"));
        Assert.NotEqual(0, await CountWordsAsync());

        // Not before every search that began earlier has ended.
        clock.Advance(FullTextSettler.Overlap);
        await new FullTextSettler(Database, clock).RunAsync(Cancellation);
        Assert.NotEqual(0, await CountWordsAsync());

        clock.Advance(TimeSpan.FromMilliseconds(1));
        await new FullTextSettler(Database, clock).RunAsync(Cancellation);
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
    public async Task What_the_full_text_search_still_has_of_a_case_from_before_its_change_does_not_count()
    {
        await StoreAsync(StorageRows.Case(1) with { Subject = "before" });
        var before = await ReadDocumentAsync(1);

        // As long as the server has not taken the new document in, it answers by the old one.
        await RenameAsync(1, "after");
        await base.IndexAsync();
        await WriteAsync(session => session.ExecuteAsync(SetDocument, new { caseId = 1, words = before }));
        await new FullTextSettler(Database, clock).RunAsync(Cancellation);
        clock.Advance(FullTextSettler.Overlap * 2);
        await new FullTextSettler(Database, clock).RunAsync(Cancellation);

        Assert.Equal(("", "1"), (await FindAsync("before"), await FindAsync("after")));
    }

    [Fact]
    public async Task What_was_seen_of_a_case_before_it_changed_settles_nothing()
    {
        await WriteAsync(session => AddAsync(session, StorageRows.Case(1) with { Subject = "first" }));
        await base.IndexAsync();
        var mark = Assert.Single(await ReadAsync(session => FullTextStore.ReadFreshAsync(session, null, 10)));

        await RenameAsync(1, "second");
        await base.IndexAsync();
        var words = await CountWordsAsync();
        await WriteAsync(session => FullTextStore.SettleAsync(session, mark, [1], Noon));
        await WriteAsync(session => FullTextStore.LeaveAsync(session, mark));

        Assert.Empty(await ReadAsync(session => FullTextStore.ReadKnownSinceAsync(session, Noon.AddDays(1), 10)));
        Assert.Equal(words, await CountWordsAsync());
        Assert.Equal("1", await FindAsync("second"));
    }

    [Fact]
    public async Task A_case_that_changes_while_it_is_in_both_is_in_the_table_of_words_alone_again()
    {
        await WriteAsync(session => AddAsync(session, StorageRows.Case(1) with { Subject = "first" }));
        await base.IndexAsync();
        await UntilKnownAsync();

        await RenameAsync(1, "second");
        await base.IndexAsync();
        clock.Advance(FullTextSettler.Overlap * 2);

        Assert.Empty(await ReadAsync(session => FullTextStore.ReadKnownSinceAsync(session, clock.GetUtcNow(), 10)));
        Assert.Equal(("", "1"), (await FindAsync("first"), await FindAsync("second")));
    }

    [Fact]
    public async Task A_case_that_the_full_text_search_does_not_know_is_left_where_it_is()
    {
        await StoreAsync(StorageRows.Case(1) with { Subject = "printer" });
        await WriteAsync(session => AddAsync(session, StorageRows.Case(2) with { Subject = "printer" }));
        await base.IndexAsync();
        var cut = (await ReadDocumentAsync(2))[..40];
        await WriteAsync(session => session.ExecuteAsync(SetDocument, new { caseId = 2, words = cut }));

        await new FullTextSettler(Database, clock).RunAsync(Cancellation);
        clock.Advance(FullTextSettler.Overlap * 2);
        await new FullTextSettler(Database, clock).RunAsync(Cancellation);

        Assert.Single(await ReadAsync(session => FullTextStore.ReadFreshAsync(session, null, 10)));
        Assert.Equal("1 2", await FindAsync("printer"));
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
        await UntilKnownAsync();
        clock.Advance(FullTextSettler.Overlap * 2);
        while (await CountWordsAsync() > 0)
            await new FullTextSettler(Database, clock).RunAsync(Cancellation);
    }

    private async Task UntilKnownAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(Patience);
        while ((await ReadAsync(session => FullTextStore.ReadFreshAsync(session, null, 1))).Count > 0)
        {
            await new FullTextSettler(Database, clock).RunAsync(patience.Token);
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    private async Task<string> ReadDocumentAsync(int caseId)
    {
        await using var connection = new SqlConnection(Database.ConnectionString);
        return (await connection.ExecuteScalarAsync<string>("SELECT Words FROM CaseTextDocument WHERE CaseId = @caseId", new { caseId }))!;
    }

    private async Task<int> CountWordsAsync()
    {
        await using var connection = new SqlConnection(Database.ConnectionString);
        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM CaseTextWord");
    }
}
