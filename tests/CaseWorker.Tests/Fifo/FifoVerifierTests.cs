using CaseWorker.Processing.Fifo;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Fifo;

public sealed class FifoVerifierTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private const int Many = 2500;

    private static readonly Sql Delete = Sql.Both("DELETE FROM SupportCase WHERE CaseId = @caseId");

    [Fact]
    public async Task All_services_hold_when_every_page_and_join_holds()
    {
        await StoreAsync(1, Many);
        await StoreAsync(2, 3);
        var progress = new Seen();

        var report = await new FifoVerifier(Database).VerifyAsync(null, progress, Cancellation);

        Assert.True(report!.Holds);
        Assert.Equal((2, Many + 3), (report.Services, report.Cases));
        Assert.Equal(report.Cases, progress.Last);
        Assert.Empty(report.Overtakings);
    }

    [Fact]
    public async Task A_tombstone_keeps_the_place_of_its_case()
    {
        await StoreAsync(1, 3);
        await WriteAsync(async session =>
        {
            await StorageRows.AddTombstoneAsync(session, CaseOf(1, 2));
            await session.ExecuteAsync(Delete, new { caseId = CaseOf(1, 2).CaseId });
        });

        Assert.True((await new FifoVerifier(Database).VerifyAsync(1, null, Cancellation))!.Holds);
    }

    [Fact]
    public async Task Cases_lost_in_the_middle_and_at_the_end_are_found()
    {
        await StoreAsync(1, Many);
        foreach (var sequence in new[] { 1000, 1001, Many })
            await WriteAsync(session => session.ExecuteAsync(Delete, new { caseId = CaseOf(1, sequence).CaseId }));

        var report = await new FifoVerifier(Database).VerifyAsync(1, null, Cancellation);

        Assert.Equal(["sequence-gap 1002", $"tail-missing {Many}"], report!.Violations.Select(found => $"{found.Kind} {found.Sequence}"));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1500)]
    public async Task A_case_that_is_there_beside_its_tombstone_is_found_even_at_the_end_of_a_page(int sequence)
    {
        await StoreAsync(1, Many);
        await WriteAsync(session => StorageRows.AddTombstoneAsync(session, CaseOf(1, sequence)));

        var report = await new FifoVerifier(Database).VerifyAsync(1, null, Cancellation);

        Assert.Contains(report!.Violations, found => found.Fault == FifoFault.SequenceRepeated && found.Sequence == sequence);
        Assert.Contains(report.Violations, found => found.Fault == FifoFault.KeyRepeated && found.Sequence == sequence);
        Assert.Equal(Many + 1, report.Cases);
    }

    [Fact]
    public async Task A_source_overtaken_many_pages_later_is_found()
    {
        await StoreAsync(1, Many, row => row.Sequence is 1 or Many ? row with { Source = "a", SourceN = row.Sequence == 1 ? 9 : 8 } : row);

        var report = await new FifoVerifier(Database).VerifyAsync(1, null, Cancellation);

        Assert.Equal((FifoFault.SourceOrder, Many), Assert.Single(report!.Violations) is var found ? (found.Fault, (int)found.Sequence) : default);
    }

    [Fact]
    public async Task A_report_counts_all_faults_and_keeps_the_first_thousand()
    {
        await StoreAsync(1, Many, row => row with { StoredAt = Noon.AddSeconds(-row.Sequence) });

        var report = await new FifoVerifier(Database).VerifyAsync(1, null, Cancellation);

        Assert.False(report!.Holds);
        Assert.Equal(Many - 1, report.ViolationCount);
        Assert.Equal(FifoVerifier.MaxKept, report.Violations.Count);
    }

    [Fact]
    public async Task A_case_assigned_before_an_older_one_breaks_the_proof()
    {
        await StoreAsync(1, 2, row => row.Sequence == 1 ? row with { Waiting = true } : row);
        await WriteAsync(session => IntakeStore.AddAssignmentsAsync(
            session,
            [new AssignmentRow(CaseOf(1, 2).CaseId, 1, Noon, "random", 100, StorageRows.Hash("[100]"), StorageRows.Hash("[]"), 0, 1, "intake")]));

        var report = await new FifoVerifier(Database).VerifyAsync(1, null, Cancellation);

        Assert.False(report!.Holds);
        Assert.Empty(report.Violations);
        Assert.Equal((2, 1), Assert.Single(report.Overtakings) is var found ? ((int)found.Sequence, (int)found.OlderSequence) : default);
    }

    [Fact]
    public async Task A_service_that_never_was_has_no_report() => Assert.Null(await new FifoVerifier(Database).VerifyAsync(99, null, Cancellation));

    private static CaseRow CaseOf(int serviceId, long sequence)
    {
        var caseId = (serviceId * 10_000) + (int)sequence;
        return StorageRows.Case(caseId) with { ServiceId = serviceId, Sequence = sequence };
    }

    private Task StoreAsync(int serviceId, int count, Func<CaseRow, CaseRow>? change = null) => WriteAsync(async session =>
    {
        await StorageRows.AddCounterAsync(session, serviceId);
        var rows = Enumerable.Range(1, count).Select(sequence => CaseOf(serviceId, sequence)).Select(change ?? (row => row)).ToList();
        await IntakeStore.AddCasesAsync(session, rows);
        var counters = await IntakeStore.LockCountersAsync(session, [serviceId]);
        await IntakeStore.SaveCountersAsync(session, [counters[serviceId] with { LastSequence = count }]);
    });

    private sealed class Seen : IProgress<long>
    {
        public long Last { get; private set; }

        public void Report(long value) => Last = value;
    }
}
