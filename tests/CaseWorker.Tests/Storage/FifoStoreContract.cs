using CaseWorker.Storage.Fifo;
using CaseWorker.Storage.Intake;
using Xunit;

namespace CaseWorker.Tests.Storage;

public abstract class FifoStoreContract(StorageFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task Cases_and_tombstones_come_in_one_row_by_sequence()
    {
        await AddAsync(cases: [1, 3, 5], tombstones: [2, 4]);

        var rows = await ReadAsync(session => FifoStore.ReadAfterAsync(session, StorageRows.ServiceId, 1, 3));

        Assert.Equal([2, 3, 4], rows.Select(row => row.Sequence));
        Assert.Equal([Noon.AddDays(1), null, Noon.AddDays(1)], rows.Select(row => row.DeletedAt));
    }

    [Fact]
    public async Task The_page_before_ends_with_the_row_asked_for()
    {
        await AddAsync(cases: [1, 3, 5], tombstones: [2, 4]);

        Assert.Equal([2, 3, 4], (await ReadAsync(session => FifoStore.ReadUpToAsync(session, StorageRows.ServiceId, 4, 3))).Select(row => row.Sequence));
    }

    [Fact]
    public async Task A_row_says_all_that_the_proof_needs()
    {
        await WriteAsync(session => IntakeStore.AddCasesAsync(
            session,
            [StorageRows.Case(1) with { Source = "gateway-1", SourceN = 7, AcceptedAt = Noon, StoredAt = Noon.AddMilliseconds(5) }]));

        var row = Assert.Single(await ReadAsync(session => FifoStore.ReadAfterAsync(session, StorageRows.ServiceId, 0, 10)));

        Assert.Equal((1, "key 1", "gateway-1", 7), (row.CaseId, row.MessageKey, row.Source, row.SourceN));
        Assert.Equal((Noon, Noon.AddMilliseconds(5), "worker"), (row.AcceptedAt, row.StoredAt, row.Worker));
        Assert.Equal(StorageRows.Hash("key 1"), row.KeyHash);
    }

    [Fact]
    public async Task Deleted_cases_are_counted_and_other_services_are_not()
    {
        await AddAsync(cases: [1, 3], tombstones: [2]);
        await WriteAsync(session => IntakeStore.AddCasesAsync(session, [StorageRows.Case(9) with { ServiceId = 2 }]));

        Assert.Equal(3, await ReadAsync(session => FifoStore.CountAsync(session, StorageRows.ServiceId)));
    }

    [Fact]
    public async Task A_key_that_a_case_shares_with_a_tombstone_is_found()
    {
        await AddAsync(cases: [1, 2], tombstones: []);
        await WriteAsync(session => StorageRows.AddTombstoneAsync(session, StorageRows.Case(3) with { KeyHash = StorageRows.Hash("key 1") }));

        var repeated = await ReadAsync(session => FifoStore.FindRepeatedKeysAsync(session, [StorageRows.Hash("key 1"), StorageRows.Hash("key 2")]));

        Assert.Equal(StorageRows.Hash("key 1"), Assert.Single(repeated));
    }

    [Fact]
    public async Task Decisions_are_read_with_the_place_of_their_case_in_line()
    {
        await WriteAsync(async session =>
        {
            await IntakeStore.AddCasesAsync(
                session,
                [StorageRows.Case(1), StorageRows.Case(2) with { Waiting = true }, StorageRows.Case(3) with { AutoClose = true }, StorageRows.Case(4), StorageRows.Case(5)]);
            await IntakeStore.AddAssignmentsAsync(
                session,
                [Decision(1, 1, null, "intake"), Decision(1, 2, 100, "line"), Decision(1, 3, 101, "line"), Decision(2, 1, null, "joined-line"), Decision(4, 1, 100, "intake")]);
        });

        var rows = await ReadAsync(session => DecisionStore.ReadServiceAsync(session, StorageRows.ServiceId, 0, 10));

        Assert.Equal(["1.1", "1.2", "1.3", "2.1", "4.1", "5."], rows.Select(row => $"{row.Sequence}.{row.Ordinal}").Order());
        Assert.Equal((Noon.AddMinutes(2), 100, "line", StorageRows.DepartmentId), rows.Single(row => row is { CaseId: 1, Ordinal: 2 }) is var row ? (row.At, row.RepId, row.Cause, row.DepartmentId) : default);
        Assert.True(rows.Single(row => row.CaseId == 2) is { Waiting: true, RepId: null });
        Assert.True(rows.Single(row => row.CaseId == 5) is { Ordinal: null, At: null });
        Assert.Equal([2], (await ReadAsync(session => DecisionStore.ReadServiceAsync(session, StorageRows.ServiceId, 1, 3))).Select(row => row.Sequence));
        Assert.Equal([2], (await ReadAsync(session => DecisionStore.ReadWaitingAsync(session, StorageRows.DepartmentId, 10))).Select(row => row.Sequence));
    }

    [Fact]
    public async Task Services_and_how_far_they_have_come_are_listed()
    {
        await WriteAsync(async session =>
        {
            await StorageRows.AddServiceAsync(session);
            await StorageRows.AddCounterAsync(session, 2);
            await StorageRows.AddCounterAsync(session, 1);
        });

        Assert.Equal([1, 2], (await ReadAsync(FifoStore.ListCountersAsync)).Select(row => row.ServiceId));
        Assert.Equal(0, (await ReadAsync(session => FifoStore.FindCounterAsync(session, 2)))?.LastSequence);
        Assert.Null(await ReadAsync(session => FifoStore.FindCounterAsync(session, 3)));
        Assert.Equal(StorageRows.HubId, await ReadAsync(session => FifoStore.FindHubAsync(session, StorageRows.ServiceId)));
        Assert.Null(await ReadAsync(session => FifoStore.FindHubAsync(session, 3)));
    }

    private static AssignmentRow Decision(int caseId, int ordinal, int? repId, string cause) =>
        new(caseId, ordinal, Noon.AddMinutes(ordinal), "random", repId, StorageRows.Hash("[]"), StorageRows.Hash("[]"), null, null, cause);

    private Task AddAsync(int[] cases, int[] tombstones) => WriteAsync(async session =>
    {
        await IntakeStore.AddCasesAsync(session, [.. cases.Select(StorageRows.Case)]);
        foreach (var caseId in tombstones)
            await StorageRows.AddTombstoneAsync(session, StorageRows.Case(caseId));
    });
}
