using CaseWorker.Processing.TextSearch;
using CaseWorker.Storage;
using CaseWorker.Storage.Cases;
using CaseWorker.Storage.Intake;
using CaseWorker.Storage.TextSearch;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.TextSearch;

public abstract class TextSearchContract(StorageFixture fixture) : StorageContract(fixture)
{
    private TextIndexer Indexer => field ??= new TextIndexer(Database, TimeProvider.System);

    [Theory]
    [InlineData("printer", "1 2")]
    [InlineData("PRINT", "1 2")]
    [InlineData("printer skærm", "1")]
    [InlineData("skaerm", "")]
    [InlineData("Skær", "1")]
    [InlineData("rinter", "")]
    [InlineData("angstrom", "2")]
    [InlineData("ÅNGSTRÖM", "2")]
    [InlineData("cafe", "2")]
    [InlineData("printer nowhere", "")]
    [InlineData("anna@firm.example", "1")]
    [InlineData("firm", "1")]
    [InlineData("12345678", "1")]
    [InlineData("+45 12 34 56 78", "1")]
    [InlineData("(45) 1234-5678", "1")]
    [InlineData("日本", "2")]
    [InlineData("本語", "2")]
    [InlineData("語", "2")]
    [InlineData("日語", "")]
    [InlineData("🔥", "2")]
    [InlineData("👍", "")]
    [InlineData("ＦＵＬＬ", "2")]
    [InlineData("", "")]
    [InlineData("  --- \" ' * ( ) : ^ ~ ", "")]
    [InlineData("\"printer\" OR (NEAR) *", "")]
    [InlineData("printer*", "1 2")]
    [InlineData("CaseText:printer", "")]
    [InlineData("prin%", "1 2")]
    [InlineData("p_inter", "")]
    [InlineData("[p]rinter", "")]
    public async Task All_words_must_be_in_a_case_each_at_the_beginning_of_one_of_its_words(string text, string expected)
    {
        await StoreAsync(
            StorageRows.Case(1) with { Subject = "Printer; Skærm går i sort", Notes = "Call +45 12 34 56 78. Ask anna@firm.example" },
            StorageRows.Case(2) with { Subject = "PRINTERS in the cafés", Notes = "日本語 🔥 ångström ｆｕｌｌ" });

        Assert.Equal(expected, await FindAsync(text));
    }

    [Fact]
    public async Task No_search_finds_a_case_of_another_hub()
    {
        await StoreAsync(
            StorageRows.Case(1) with { Subject = "secret" },
            StorageRows.Case(2) with { Subject = "secret 00000001secret 00000001other", HubId = 2, ServiceId = 2 },
            StorageRows.Case(3) with { Subject = "secret", HubId = 0x12, ServiceId = 3 });

        Assert.Equal("1", await FindAsync("secret"));
        Assert.Equal("2", await FindAsync("secret", hubId: 2));
        Assert.Equal("", await FindAsync("other"));
        Assert.Equal("", await FindAsync("2secret"));
        Assert.Equal("", await FindAsync("secret", hubId: 4));
    }

    [Fact]
    public async Task A_case_is_found_by_what_people_wrote_about_it_and_not_by_what_the_program_noted()
    {
        await StoreAsync(StorageRows.Case(1), StorageRows.Case(2));
        await WriteAsync(async session =>
        {
            await CaseNoteStore.AddAsync(session, new NewNoteRow(1, Noon, "Thomas Andersen", 100, "email", "Warranty", "A long answer"));
            await IntakeStore.AddNotesAsync(session, [new NoteRow(2, Noon, null, true, "system", "Assigned to Thomas", "Assigned to Thomas")]);
            await CaseWishStore.AddEmailsAsync(session, [new CaseEmailRow(StorageRows.HubId, "mia@elsewhere.example", 2)]);
            await TextWorkStore.AddAsync(session, [1, 2]);
        });
        await IndexAsync();

        Assert.Equal("1", await FindAsync("thomas andersen"));
        Assert.Equal("1", await FindAsync("warranty answer"));
        Assert.Equal("2", await FindAsync("mia@elsewhere.example"));
    }

    [Fact]
    public async Task What_somebody_said_of_the_customer_counts_and_not_what_it_replaced()
    {
        await WriteAsync(async session =>
        {
            await AddAsync(session, StorageRows.Case(1) with { OpenedBy = "Zoe", ExtRef = "+45 11 11 11 11" });
            await CaseWishStore.AddEmailsAsync(session, [new CaseEmailRow(1, "zoe@first.example", 1)]);
        });
        await IndexAsync();
        Assert.Equal(("1", "1", "1"), (await FindAsync("zoe"), await FindAsync("11111111"), await FindAsync("first.example")));

        await WriteAsync(async session =>
        {
            await session.ExecuteAsync(SetCustomer, new { caseId = 1, name = "Bob", company = "Boxes Ltd", email = "bob@test.example", phone = "22222222" });
            await TextWorkStore.AddAsync(session, [1]);
        });
        await IndexAsync();

        Assert.Equal(("", "", ""), (await FindAsync("zoe"), await FindAsync("11111111"), await FindAsync("first.example")));
        Assert.Equal(("1", "1", "1", "1"), (await FindAsync("bob"), await FindAsync("2222"), await FindAsync("test.example"), await FindAsync("boxes")));
    }

    [Theory]
    [InlineData("+45 88 88 88 88", "1")]
    [InlineData("order 88888888", "")]
    [InlineData("88888888x", "")]
    public async Task A_reference_is_searched_where_it_looks_like_a_phone_number(string reference, string expected)
    {
        await StoreAsync(StorageRows.Case(1) with { ExtRef = reference });

        Assert.Equal(expected, await FindAsync("88888888"));
    }

    [Fact]
    public async Task A_case_that_changed_is_found_by_its_new_words_and_no_longer_by_the_old_ones()
    {
        await StoreAsync(StorageRows.Case(1) with { Subject = "before", Notes = "stays" });

        await RenameAsync(1, "after");
        await IndexAsync();

        Assert.Equal("", await FindAsync("before"));
        Assert.Equal("1", await FindAsync("after stays"));
    }

    [Fact]
    public async Task A_deleted_case_is_not_found_from_that_moment_on_and_leaves_no_words()
    {
        await StoreAsync(StorageRows.Case(1) with { Subject = "gone" });

        await WriteAsync(async session =>
        {
            await CaseRemoval.DeleteAsync(session, 1, Noon, "ann", null);
            await TextWorkStore.AddAsync(session, [1]);
        });
        Assert.Equal("", await FindAsync("gone"));

        await IndexAsync();
        await WriteAsync(session => IntakeStore.AddCasesAsync(session, [StorageRows.Case(1) with { Subject = "another" }]));
        Assert.Equal("", await FindAsync("gone"));
    }

    [Fact]
    public async Task Nothing_is_found_before_it_is_indexed_and_all_that_waits_is_indexed_once()
    {
        await WriteAsync(session => AddAsync(session, StorageRows.Case(1) with { Subject = "waits" }));
        Assert.Equal("", await FindAsync("waits"));

        await IndexAsync();

        Assert.Equal("1", await FindAsync("waits"));
        Assert.Equal(0, (await Indexer.RunAsync(Cancellation)).Cases);
        Assert.Empty(await ReadAsync(session => TextWorkStore.ReadFirstAsync(session, 10)));
    }

    [Fact]
    public async Task Cases_that_are_older_than_the_index_are_filled_in_when_nothing_else_waits()
    {
        await WriteAsync(async session =>
        {
            await IntakeStore.AddCasesAsync(session, [.. Enumerable.Range(1, 450).Select(id => StorageRows.Case(id) with { Subject = $"older {id}" })]);
            await session.ExecuteAsync(SetFillTo, new { fillTo = 449 });
            await TextWorkStore.AddAsync(session, [450]);
        });

        Assert.Equal(1, (await Indexer.RunAsync(Cancellation)).Cases);
        Assert.Equal("450", await FindAsync("older"));

        await IndexAsync();
        Assert.Equal(450, await ReadAsync(async session => (await CaseTextSearch.FindAsync(session, StorageRows.HubId, SearchWords.ForQuery(StorageRows.HubId, "older"), false, 0, 500)).Total));
    }

    [Fact]
    public async Task A_change_while_a_step_is_under_way_is_not_lost_to_the_older_words()
    {
        await StoreAsync(StorageRows.Case(1) with { Subject = "first" });
        var turn = await ReadAsync(TextTurnStore.ReadAsync);

        // Another process reads the case, this one changes and indexes it, then the other one would write what it had read.
        await RenameAsync(1, "second");
        await IndexAsync();

        Assert.False(await WriteAsync(session => TextTurnStore.TakeAsync(session, turn.Turns, turn.FilledTo)));
        Assert.Equal("1", await FindAsync("second"));
    }

    [Fact]
    public async Task Several_indexers_at_once_lose_and_double_nothing()
    {
        var cases = Enumerable.Range(1, 900).Select(id => StorageRows.Case(id) with { Subject = $"mass number{id}" }).ToArray();
        await WriteAsync(session => AddAsync(session, cases));

        await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            while (await ReadAsync(async session => (await TextWorkStore.ReadFirstAsync(session, 1)).Count) > 0)
                await new TextIndexer(Database, TimeProvider.System).RunAsync(Cancellation);
        }));

        Assert.Equal(900, await ReadAsync(async session => (await CaseTextSearch.FindAsync(session, StorageRows.HubId, SearchWords.ForQuery(StorageRows.HubId, "mass"), false, 0, 1)).Total));
        Assert.Equal("417", await FindAsync("number417"));
    }

    [Fact]
    public async Task Pages_of_what_is_found_have_the_exact_total_and_join_in_both_directions()
    {
        await StoreAsync([.. Enumerable.Range(1, 25).Select(id => StorageRows.Case(id) with { Subject = id % 2 == 0 ? "even" : "odd" })]);

        Assert.Equal((13, "1 3 5 7"), await PageAsync(descending: false, 0, 4));
        Assert.Equal((13, "21 23 25"), await PageAsync(descending: false, 10, 4));
        Assert.Equal((13, "25 23"), await PageAsync(descending: true, 0, 2));
        Assert.Equal((13, ""), await PageAsync(descending: true, 13, 2));

        async Task<(int Total, string Ids)> PageAsync(bool descending, long offset, int limit)
        {
            var page = await ReadAsync(session => CaseTextSearch.FindAsync(session, StorageRows.HubId, SearchWords.ForQuery(StorageRows.HubId, "odd"), descending, offset, limit));
            return (page.Total, string.Join(' ', page.CaseIds));
        }
    }

    private static readonly Sql SetCustomer = Sql.Both(
        "UPDATE SupportCase SET CustomerName = @name, Company = @company, EmailAddress = @email, PhoneNumber = @phone WHERE CaseId = @caseId");

    private static readonly Sql SetFillTo = Sql.Both("UPDATE TextTurn SET FillTo = @fillTo WHERE Id = 1");

    private static readonly Sql SetSubject = Sql.Both("UPDATE SupportCase SET Subject = @subject WHERE CaseId = @caseId");

    private protected async Task StoreAsync(params CaseRow[] rows)
    {
        await WriteAsync(session => AddAsync(session, rows));
        await IndexAsync();
    }

    private protected static async Task AddAsync(Session session, params CaseRow[] rows)
    {
        await IntakeStore.AddCasesAsync(session, rows);
        await TextWorkStore.AddAsync(session, [.. rows.Select(row => row.CaseId)]);
    }

    protected Task RenameAsync(int caseId, string subject) => WriteAsync(async session =>
    {
        await session.ExecuteAsync(SetSubject, new { caseId, subject });
        await TextWorkStore.AddAsync(session, [caseId]);
    });

    protected virtual async Task IndexAsync()
    {
        while ((await Indexer.RunAsync(Cancellation)).Cases > 0)
        {
            // Until nothing waits.
        }
    }

    protected async Task<string> FindAsync(string text, int hubId = StorageRows.HubId)
    {
        var page = await ReadAsync(session => CaseTextSearch.FindAsync(session, hubId, SearchWords.ForQuery(hubId, text), descending: false, 0, 100));
        Assert.Equal(page.Total, page.CaseIds.Count);
        return string.Join(' ', page.CaseIds);
    }
}
