using CaseWorker.Processing.HelpCenter;
using CaseWorker.Storage;
using CaseWorker.Storage.HelpCenter;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.HelpCenter;

public abstract class CaseTextSearchContract(StorageFixture fixture) : StorageContract(fixture)
{
    private static readonly Sql SetCustomer = Sql.Both(
        "UPDATE SupportCase SET CustomerName = @name, EmailAddress = @email, PhoneNumber = @phone WHERE CaseId = @caseId");

    [Fact]
    public async Task Each_field_of_a_case_and_each_text_and_sender_of_a_message_is_searched()
    {
        await AddAsync(
            StorageRows.Case(1) with { Subject = "A printer burns" },
            StorageRows.Case(2) with { Notes = "The printer is hot" },
            StorageRows.Case(3) with { OpenedBy = "Printer Joe" },
            StorageRows.Case(4),
            StorageRows.Case(5),
            StorageRows.Case(6),
            StorageRows.Case(7),
            StorageRows.Case(8) with { ClassificationCode = "printer", MessageKey = "printer" });
        await WriteAsync(async session =>
        {
            await session.ExecuteAsync(SetCustomer, new { caseId = 4, name = "The Printer", email = (string?)null, phone = (string?)null });
            await session.ExecuteAsync(SetCustomer, new { caseId = 5, name = (string?)null, email = "printer@example.org", phone = (string?)null });
            await CaseWishStore.AddHistoryAsync(session, [Note(6, "Ann", "about a printer"), Note(7, "Mr Printer", "Hello")]);
            await IntakeStore.AddNotesAsync(session, [new NoteRow(8, Noon, null, true, "system", "printer", "printer")]);
        });

        Assert.Equal("1 2 3 4 5 6 7", await FindAsync("printer"));
    }

    [Fact]
    public async Task What_somebody_said_of_the_customer_counts_and_not_what_it_replaced()
    {
        await AddAsync(StorageRows.Case(1) with { OpenedBy = "Zoe", ExtRef = "+45 11 11 11 11" });
        await WriteAsync(session => CaseWishStore.AddEmailsAsync(session, [new CaseEmailRow(1, "zoe@example.org", 1)]));
        Assert.Equal(("1", "1", "1"), (await FindAsync("zoe"), await FindAsync("11 11"), await FindAsync("@example.org")));

        await WriteAsync(session => session.ExecuteAsync(SetCustomer, new { caseId = 1, name = "Bob", email = "bob@test.dk", phone = "22222222" }));

        Assert.Equal(("", "", ""), (await FindAsync("zoe"), await FindAsync("11 11"), await FindAsync("@example.org")));
        Assert.Equal(("1", "1", "1"), (await FindAsync("bob"), await FindAsync("2222"), await FindAsync("@test.dk")));
    }

    [Theory]
    [InlineData("+45 88 88 88 88")]
    [InlineData("88888888")]
    [InlineData("(045) 88-88.88/88")]
    [InlineData("123456")]
    [InlineData("123456789012345")]
    [InlineData("12345")]
    [InlineData("1234567890123456")]
    [InlineData("45+88888888")]
    [InlineData("++4588888888")]
    [InlineData("order 88888888")]
    [InlineData("88888888x")]
    [InlineData("8888_8888")]
    [InlineData("١٢٣٤٥٦٧")]
    [InlineData("()")]
    [InlineData("")]
    public async Task A_reference_is_searched_where_it_looks_like_a_phone_number(string reference)
    {
        await AddAsync(StorageRows.Case(1) with { ExtRef = reference });

        Assert.Equal(PhoneRule.LooksLikePhone(reference), reference.Length > 0 && await FindAsync(reference) == "1");
    }

    [Theory]
    [InlineData("100%")]
    [InlineData("a_b")]
    [InlineData(@"c:\dir")]
    [InlineData("[x]")]
    [InlineData("it's \"so\"")]
    public async Task No_character_of_the_text_is_a_wildcard(string text)
    {
        await AddAsync(
            StorageRows.Case(1) with { Subject = $"before {text} after" },
            StorageRows.Case(2) with { Subject = "100 percent, aXb, c:dir, x, its so" });

        Assert.Equal("1", await FindAsync(text));
        Assert.Equal("", await FindAsync("%%%"));
    }

    [Fact]
    public async Task Capitals_are_equal_to_small_letters()
    {
        await AddAsync(StorageRows.Case(1) with { Subject = "Printer" });

        Assert.Equal("1", await FindAsync("pRINT"));
    }

    [Fact]
    public async Task Pages_both_ways_have_the_total_of_all_and_other_hubs_are_not_searched()
    {
        await AddAsync([.. Enumerable.Range(1, 5).Select(caseId => StorageRows.Case(caseId) with { Subject = "printer" })]);
        await AddAsync(StorageRows.Case(6) with { HubId = 2, Subject = "printer" });

        var (page, last, beyond) = (await PageAsync("printer", descending: false, 1, 2), await PageAsync("printer", descending: true, 4, 2), await PageAsync("printer", descending: false, long.MaxValue, 2));

        Assert.Equal((5, "2 3"), (page.Total, string.Join(' ', page.CaseIds)));
        Assert.Equal((5, "1"), (last.Total, string.Join(' ', last.CaseIds)));
        Assert.Equal((5, 0), (beyond.Total, beyond.CaseIds.Count));
    }

    private static CaseHistoryRow Note(int caseId, string author, string text) =>
        new(caseId, Noon, author, null, "note", null, text, "import", null, null, null, null, null, StorageRows.Hash(text));

    private Task AddAsync(params CaseRow[] rows) => WriteAsync(session => IntakeStore.AddCasesAsync(session, rows));

    private Task<CasePage> PageAsync(string text, bool descending, long offset, int limit) =>
        ReadAsync(session => CaseTextSearch.FindAsync(session, StorageRows.HubId, text, descending, offset, limit));

    private async Task<string> FindAsync(string text) => string.Join(' ', (await PageAsync(text, descending: false, 0, 100)).CaseIds);
}
