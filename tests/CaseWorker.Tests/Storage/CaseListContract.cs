using CaseWorker.Storage.Cases;
using CaseWorker.Storage.Intake;
using Xunit;

namespace CaseWorker.Tests.Storage;

public abstract class CaseListContract(StorageFixture fixture) : StorageContract(fixture)
{
    // Id 60 stands in hub 1 but in the other service; 70 in the other hub. Within a service the ids fall while the sequence rises.
    private static readonly CaseRow[] Cases =
    [
        Case(50, sequence: 1, "new", repId: 100),
        Case(40, sequence: 2, "open", repId: 100),
        Case(30, sequence: 3, "closed", repId: 100),
        Case(20, sequence: 4, "new", repId: 101),
        Case(10, sequence: 5, "new", repId: null),
        Case(60, sequence: 1, "new", repId: 100) with { ServiceId = 2 },
        Case(70, sequence: 1, "new", repId: 100) with { ServiceId = 3, HubId = 2 },
    ];

    [Theory]
    [InlineData(null, null, null, "10 20 30 40 50 60")]
    [InlineData(null, "new", null, "10 20 50 60")]
    [InlineData(null, "closed", null, "30")]
    [InlineData(1, null, null, "50 40 30 20 10")]
    [InlineData(1, "new", null, "50 20 10")]
    [InlineData(3, null, null, "")]
    [InlineData(3, "new", null, "")]
    [InlineData(null, null, 100, "30 40 50 60")]
    [InlineData(null, "new", 100, "50 60")]
    [InlineData(1, null, 100, "30 40 50")]
    [InlineData(1, "new", 100, "50")]
    [InlineData(3, "new", 100, "")]
    public async Task Every_filter_shows_its_cases_of_the_hub_and_pages_join_without_gap_or_repetition(int? serviceId, string? status, int? repId, string expected)
    {
        await WriteAsync(session => IntakeStore.AddCasesAsync(session, Cases));
        var filter = new CaseFilter(StorageRows.HubId, serviceId, status, repId);

        var whole = await ReadAsync(session => CaseList.ReadAsync(session, filter, 0, 100));
        var paged = new List<CaseDetailsRow>();
        while (await ReadAsync(session => CaseList.ReadAsync(session, filter, paged.Count == 0 ? 0 : KeyOf(filter, paged[^1]), 2)) is { Count: > 0 } page)
            paged.AddRange(page);

        Assert.Equal(expected, string.Join(' ', whole.Select(row => row.CaseId)));
        Assert.Equal(whole, paged);
    }

    private static long KeyOf(CaseFilter filter, CaseDetailsRow row) => filter.IsBySequence ? row.Sequence : row.CaseId;

    private static CaseRow Case(int caseId, long sequence, string status, int? repId) =>
        StorageRows.Case(caseId) with { Sequence = sequence, Status = status, RepId = repId };
}
