using CaseWorker.Storage.ActionManagement;
using CaseWorker.Storage.Cases;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.ActionManagement;

public abstract class ActionCaseContract(StorageFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task Cases_come_in_the_order_of_the_ids_and_only_those_of_the_hub()
    {
        await AddAsync(StorageRows.Case(1), StorageRows.Case(2), StorageRows.Case(3), StorageRows.Case(4) with { HubId = 2 });

        var rows = await ReadAsync(session => ActionCaseStore.ReadAsync(session, StorageRows.HubId, [3, 9, 1, 4]));

        Assert.Equal([3, 1], rows.Select(row => row.CaseId));
        Assert.Null(await ReadAsync(session => ActionCaseStore.FindAsync(session, 4, StorageRows.HubId)));
        Assert.Equal(rows[1], await ReadAsync(session => ActionCaseStore.FindAsync(session, 1, StorageRows.HubId)));
    }

    [Fact]
    public async Task A_cost_and_who_said_it_are_kept()
    {
        await AddAsync(StorageRows.Case(1));
        var state = (await ReadAsync(session => CaseStateStore.ReadAsync(session, 1, StorageRows.HubId)))!;
        Assert.False(state.IsCostByHand);

        await WriteAsync(session => CaseStateStore.SaveAsync(session, state with { WorkflowId = 543, Cost = "12.5", IsCostByHand = true }));

        var row = (await ReadAsync(session => ActionCaseStore.FindAsync(session, 1, StorageRows.HubId)))!;
        Assert.Equal((543, "12.5000", true), (row.WorkflowId, row.Cost, row.IsCostByHand));
    }

    [Fact]
    public async Task An_item_that_is_chosen_again_replaces_the_one_before_in_its_list()
    {
        await WriteAsync(async session =>
        {
            await CaseChoiceStore.SetListValueAsync(session, Value(1, 25, 5) with { SubCategoryId = 9 });
            await CaseChoiceStore.SetListValueAsync(session, Value(1, 23, 7));
            await CaseChoiceStore.SetListValueAsync(session, Value(2, 23, 8));
            await CaseChoiceStore.SetListValueAsync(session, Value(1, 25, 6));
        });

        var rows = await ReadAsync(session => CaseChoiceStore.ReadListValuesAsync(session, [1, 2, 3]));

        Assert.Equal([Value(1, 23, 7), Value(1, 25, 6), Value(2, 23, 8)], rows.OrderBy(row => row.CaseId).ThenBy(row => row.ListId));
    }

    [Fact]
    public async Task The_users_of_a_role_are_replaced_in_their_order_and_those_of_others_stay()
    {
        await WriteAsync(async session =>
        {
            await CaseChoiceStore.SetRoleUsersAsync(session, 1, 3, [100, 101]);
            await CaseChoiceStore.SetRoleUsersAsync(session, 1, 2, [100]);
            await CaseChoiceStore.SetRoleUsersAsync(session, 2, 3, [100]);
            await CaseChoiceStore.SetRoleUsersAsync(session, 1, 3, [102, 100]);
            await CaseChoiceStore.SetRoleUsersAsync(session, 2, 3, []);
        });

        var rows = await ReadAsync(session => CaseChoiceStore.ReadRoleUsersAsync(session, [1, 2]));

        Assert.Equal(["1 2 100", "1 3 102", "1 3 100"], rows.OrderBy(row => row.RoleId).ThenBy(row => row.Ordinal).Select(row => $"{row.CaseId} {row.RoleId} {row.RepId}"));
    }

    private static CaseListValueRow Value(int caseId, int listId, int itemId) => new() { CaseId = caseId, ListId = listId, ItemId = itemId };

    private Task AddAsync(params CaseRow[] rows) => WriteAsync(session => IntakeStore.AddCasesAsync(session, rows));
}
