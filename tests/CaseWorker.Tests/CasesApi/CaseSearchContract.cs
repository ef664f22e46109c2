using CaseWorker.Storage;
using CaseWorker.Storage.Cases;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.CasesApi;

public abstract class CaseSearchContract(StorageFixture fixture) : StorageContract(fixture)
{
    private static readonly CaseSearchFilter All = new() { HubId = StorageRows.HubId };

    [Fact]
    public async Task Every_order_sorts_both_ways_with_what_has_none_last()
    {
        await AddAsync(
            StorageRows.Case(1) with { CustomerId = 5, AssignedAt = Noon, UpdatedAt = Noon.AddHours(2) },
            StorageRows.Case(2) with { CustomerId = 4, Status = "closed", ClosedAt = Noon, UpdatedAt = Noon.AddHours(1) },
            StorageRows.Case(3) with { Status = "open", OpenedAt = Noon.AddHours(-1), UpdatedAt = Noon.AddHours(3) });

        var orders = new Dictionary<CaseOrder, (string Ascending, string Descending)>
        {
            [CaseOrder.CaseId] = ("1 2 3", "3 2 1"),
            [CaseOrder.CustomerId] = ("2 1 3", "1 2 3"),
            [CaseOrder.OpenedAt] = ("3 1 2", "1 2 3"),
            [CaseOrder.AssignedAt] = ("1 2 3", "1 2 3"),
            [CaseOrder.FirstResponseAt] = ("1 2 3", "1 2 3"),
            [CaseOrder.LastResponseAt] = ("1 2 3", "1 2 3"),
            [CaseOrder.UpdatedAt] = ("2 1 3", "3 1 2"),
            [CaseOrder.ClosedAt] = ("2 1 3", "2 1 3"),
            [CaseOrder.Status] = ("1 3 2", "2 3 1"),
        };

        Assert.Equal(Enum.GetValues<CaseOrder>(), orders.Keys);
        foreach (var (order, (ascending, descending)) in orders)
            Assert.Equal((ascending, descending), (await FindAsync(All, order), await FindAsync(All, order, descending: true)));
    }

    [Fact]
    public async Task Every_filter_narrows_the_search_and_null_does_not()
    {
        await AddAsync(
            StorageRows.Case(1),
            StorageRows.Case(2) with
            {
                CustomerId = 7,
                CompanyId = 8,
                RepId = 9,
                DepartmentId = 11,
                Status = "closed",
                OpenedAt = Noon.AddDays(1),
                AssignedAt = Noon.AddDays(2),
                UpdatedAt = Noon.AddDays(3),
                ClosedAt = Noon.AddDays(4),
            },
            StorageRows.Case(3) with { HubId = 2, CustomerId = 7 });
        await WriteAsync(session => CaseWishStore.CompleteAsync(session, [new CaseWishRow(2, "call", Noon.AddDays(5), Noon.AddDays(6), true, Noon.AddDays(6), null)]));
        await WriteAsync(session => CaseWishStore.AddTagsAsync(session, [new NewTagRow(2, 5, Noon)]));

        CaseSearchFilter[] filters =
        [
            All with { CustomerId = 7 },
            All with { CompanyId = 8 },
            All with { RepId = 9 },
            All with { DepartmentId = 11 },
            All with { TagId = 5 },
            All with { Status = "closed" },
            All with { OpenedAt = new(Noon.AddDays(1), Noon.AddDays(2)) },
            All with { AssignedAt = new(Noon.AddDays(2), null) },
            All with { FirstResponseAt = new(null, Noon.AddDays(6)) },
            All with { UpdatedAt = new(Noon.AddDays(3), Noon.AddDays(3).AddMilliseconds(1)) },
            All with { ClosedAt = new(Noon.AddDays(4), null) },
        ];
        foreach (var filter in filters)
            Assert.Equal("2", await FindAsync(filter));

        Assert.Equal("1 2", await FindAsync(All));
        Assert.Equal("1", await FindAsync(All with { Status = "active" }));
        Assert.Equal("", await FindAsync(All with { OpenedAt = new(null, Noon) }));
    }

    [Fact]
    public async Task An_address_finds_its_cases_and_those_of_the_same_customers_of_the_hub()
    {
        await AddAsync(
            StorageRows.Case(1) with { CustomerId = 7 },
            StorageRows.Case(2) with { CustomerId = 7 },
            StorageRows.Case(3),
            StorageRows.Case(4) with { CustomerId = 8 },
            StorageRows.Case(5) with { HubId = 2, CustomerId = 7 });
        CaseEmailRow[] emails = [new(1, "zoe@example.org", 1), new(1, "zoe@example.org", 3), new(2, "zoe@example.org", 5), new(1, "zoe@example.org", 1)];
        await WriteAsync(session => CaseWishStore.AddEmailsAsync(session, emails));
        await WriteAsync(session => CaseWishStore.AddEmailsAsync(session, emails));

        Assert.Equal("1 2 3", await FindAsync(All with { Email = "zoe@example.org" }));
        Assert.Equal("", await FindAsync(All with { Email = "bob@example.org" }));
    }

    [Fact]
    public async Task Pages_follow_each_other()
    {
        await AddAsync([.. Enumerable.Range(1, 5).Select(StorageRows.Case)]);

        Assert.Equal(("1 2", "3 4", "5", ""), (await FindAsync(All, offset: 0, limit: 2), await FindAsync(All, offset: 2, limit: 2), await FindAsync(All, offset: 4, limit: 2), await FindAsync(All, offset: 6, limit: 2)));
    }

    [Fact]
    public async Task What_a_caller_says_of_a_case_is_read_back()
    {
        await AddAsync(StorageRows.Case(1) with { Status = "open", OpenedBy = "Zoe", CompanyId = 8 });
        await WriteAsync(async session =>
        {
            await CaseWishStore.CompleteAsync(session, [new CaseWishRow(1, "call", Noon, Noon.AddHours(1), true, Noon.AddHours(1), Noon)]);
            await CaseWishStore.AddPausesAsync(session, [new NewPauseRow(1, Noon)]);
            await CaseWishStore.AddHistoryAsync(session, [Item("one"), Item("two") with { ItemHash = null, Origin = "opening" }]);
        });

        var row = (await ReadAsync(session => CaseReader.FindAsync(session, 1, StorageRows.HubId)))!;
        Assert.Equal(("call", Noon, Noon.AddHours(1), "Zoe", 8), (row.CaseType, row.FirstResponseAt, row.LastResponseAt, row.OpenedBy, row.CompanyId));
        Assert.Equal([Noon], (await ReadAsync(session => CasePauseStore.ListAsync(session, 1))).Select(pause => pause.FromAt));
        Assert.Equal([StorageRows.Hash("one")], await ReadAsync(session => CaseWishStore.ReadItemsAsync(session, 1)));
        Assert.Equal(["one", "two"], (await ReadAsync(session => CaseReader.ListNotesAsync(session, 1, StorageRows.HubId, 0, 10))).Select(note => note.Title!));
        var again = await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(session => CaseWishStore.AddHistoryAsync(session, [Item("one")])));
        Assert.True(Database.IsDuplicate(again));
    }

    private static CaseHistoryRow Item(string title) =>
        new(1, Noon, "Ann", 100, "email", title, "Text", "import", "ann@example.com", "zoe@example.org", null, null, Noon, StorageRows.Hash(title));

    private Task AddAsync(params CaseRow[] rows) => WriteAsync(session => IntakeStore.AddCasesAsync(session, rows));

    private async Task<string> FindAsync(CaseSearchFilter filter, CaseOrder order = CaseOrder.CaseId, bool descending = false, int offset = 0, int limit = 100) =>
        string.Join(' ', (await ReadAsync(session => CaseSearch.ReadAsync(session, filter, order, descending, offset, limit))).Select(row => row.CaseId));
}
