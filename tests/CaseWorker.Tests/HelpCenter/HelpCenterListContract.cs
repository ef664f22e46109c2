using CaseWorker.Storage;
using CaseWorker.Storage.HelpCenter;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.HelpCenter;

public abstract class HelpCenterListContract(StorageFixture fixture) : StorageContract(fixture)
{
    private static readonly Sql SetMessage = Sql.Both("UPDATE SupportCase SET LastMessageAt = @at WHERE CaseId = @caseId");

    [Fact]
    public async Task Every_order_sorts_both_ways_with_equal_ones_by_case_id()
    {
        await AddAsync(
            StorageRows.Case(1) with { Status = "open", OpenedAt = Noon.AddHours(2) },
            StorageRows.Case(2) with { Status = "closed", OpenedAt = Noon },
            StorageRows.Case(3) with { OpenedAt = Noon.AddHours(1) },
            StorageRows.Case(4) with { OpenedAt = Noon },
            StorageRows.Case(5) with { Status = "open", OpenedAt = Noon });
        await WriteAsync(session => session.ExecuteAsync(SetMessage, new { caseId = 2, at = Noon.AddHours(3) }));

        var orders = new Dictionary<HelpCenterOrder, (string Ascending, string Descending)>
        {
            [HelpCenterOrder.Created] = ("2 4 5 3 1", "1 3 2 4 5"),
            [HelpCenterOrder.Sent] = ("4 5 3 1 2", "2 1 3 4 5"),
            [HelpCenterOrder.State] = ("3 4 1 5 2", "2 1 5 3 4"),
            [HelpCenterOrder.Number] = ("1 2 3 4 5", "5 4 3 2 1"),
        };

        Assert.Equal(Enum.GetValues<HelpCenterOrder>(), orders.Keys);
        foreach (var (order, (ascending, descending)) in orders)
            Assert.Equal((order, ascending, descending), (order, await ListAsync(order: order), await ListAsync(order: order, descending: true)));
    }

    [Fact]
    public async Task Pages_follow_each_other_in_every_order_and_every_total_counts_all()
    {
        await AddAsync([.. Enumerable.Range(1, 9).Select(caseId => StorageRows.Case(caseId) with { Status = caseId % 3 == 0 ? "new" : caseId % 3 == 1 ? "open" : "closed" })]);
        await AddAsync(StorageRows.Case(10) with { HubId = 2, Sequence = 10 });

        foreach (var order in Enum.GetValues<HelpCenterOrder>())
        {
            foreach (var descending in new[] { false, true })
            {
                var pages = new List<string>();
                for (var offset = 0; offset < 10; offset += 2)
                    pages.Add(await ListAsync(order: order, descending: descending, offset: offset, limit: 2));

                Assert.Equal(await ListAsync(order: order, descending: descending), string.Join(' ', pages));
                Assert.Equal("", await ListAsync(order: order, descending: descending, offset: 9));
                Assert.Equal((9, 3), (await TotalAsync(null, order, 8), await TotalAsync("open", order, 1000)));
                Assert.Equal(descending && order == HelpCenterOrder.Number ? "7 4 1" : "1 4 7", await ListAsync("open", order, descending));
            }
        }
    }

    [Fact]
    public async Task Hubs_without_cases_have_empty_lists()
    {
        Assert.Equal(("", 0), (await ListAsync(), await TotalAsync(null, HelpCenterOrder.State, 0)));
    }

    [Fact]
    public async Task A_case_is_heard_of_first_when_it_is_opened()
    {
        await AddAsync(StorageRows.Case(1) with { OpenedAt = Noon.AddDays(-1) });

        Assert.Equal([Noon.AddDays(-1)], await ReadAsync(session => session.QueryAsync<DateTimeOffset>(Sql.Both("SELECT LastMessageAt FROM SupportCase"))));
    }

    [Fact]
    public async Task Cases_come_in_the_order_that_was_asked_for_with_what_people_wrote()
    {
        await AddAsync(StorageRows.Case(1) with { Notes = "Details", OpenedBy = "Zoe" }, StorageRows.Case(2));
        await WriteAsync(async session =>
        {
            await IntakeStore.AddNotesAsync(session, [new NoteRow(1, Noon, null, true, "system", "Case created", "Case created")]);
            await CaseWishStore.AddHistoryAsync(session, [Item("opening", null), Item("import", StorageRows.Hash("item"))]);
        });

        var (cases, messages) = await ReadAsync(session => HelpCenterCases.ReadAsync(session, [2, 9, 1]));

        Assert.Equal([2, 1], cases.Select(row => row.CaseId));
        Assert.Equal(
            new HelpCenterCaseRow { CaseId = 1, Status = "new", Notes = "Details", OpenedBy = "Zoe", OpenedAt = Noon },
            cases[1]);
        var message = Assert.Single(messages[1]);
        Assert.Equal(
            new HelpCenterMessageRow { CaseId = 1, NoteId = message.NoteId, At = Noon, Author = "Ann", RepId = 100, Type = "email", Text = "import", Sender = "ann@example.com", Recipients = "zoe@example.org" },
            message);
    }

    [Fact]
    public async Task A_conversation_is_found_in_its_hub_by_the_exact_id()
    {
        await AddAsync(StorageRows.Case(1), StorageRows.Case(2) with { HubId = 2 });
        await WriteAsync(session => session.ExecuteAsync(Sql.Both("UPDATE SupportCase SET ConversationId = 'abcDEF'")));

        Assert.Equal((1, 2), (await FindAsync(1, "abcDEF"), await FindAsync(2, "abcDEF")));
        Assert.Equal((null, null), (await FindAsync(1, "abcdef"), await FindAsync(3, "abcDEF")));
    }

    private Task<int?> FindAsync(int hubId, string conversationId) => ReadAsync(session => HelpCenterCases.FindAsync(session, hubId, conversationId));

    private static CaseHistoryRow Item(string origin, byte[]? hash) =>
        new(1, Noon, "Ann", 100, "email", "Title", origin, origin, "ann@example.com", "zoe@example.org", null, null, null, hash);

    private Task AddAsync(params CaseRow[] rows) => WriteAsync(session => IntakeStore.AddCasesAsync(session, rows));

    private async Task<string> ListAsync(string? status = null, HelpCenterOrder order = HelpCenterOrder.Sent, bool descending = false, long offset = 0, int limit = 100) =>
        string.Join(' ', (await ReadAsync(session => HelpCenterList.ReadAsync(session, StorageRows.HubId, status, order, descending, offset, limit))).CaseIds);

    private async Task<int> TotalAsync(string? status, HelpCenterOrder order, long offset) =>
        (await ReadAsync(session => HelpCenterList.ReadAsync(session, StorageRows.HubId, status, order, descending: false, offset, limit: 1))).Total;
}
