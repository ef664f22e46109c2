using CaseWorker.Processing.Fifo;
using CaseWorker.Storage.Fifo;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Fifo;

public sealed class FifoProofTests
{
    private const int ServiceId = 1;

    [Fact]
    public void Nothing_stored_holds()
    {
        Assert.Empty(new FifoProof(ServiceId).Check([], []));
        Assert.Empty(new FifoProof(ServiceId).CheckEnd(0));
    }

    [Fact]
    public void Gap_free_rows_in_the_order_of_their_sources_hold() => AssertHolds(
        Row(1) with { Source = "a", SourceN = 1 },
        Row(2) with { Source = "b", SourceN = 7 },
        Row(3) with { Source = "a", SourceN = 4 },
        Row(4),
        Row(5) with { Source = "b", SourceN = 8, DeletedAt = StorageRows.Noon });

    [Fact]
    public void The_first_case_must_have_sequence_1() => AssertFault(FifoFault.SequenceGap, 2, Row(2));

    [Fact]
    public void A_missing_sequence_is_a_gap() => AssertFault(FifoFault.SequenceGap, 4, Row(1), Row(2), Row(4), Row(5));

    [Fact]
    public void A_sequence_given_twice_is_seen() => AssertFault(FifoFault.SequenceRepeated, 2, Row(1), Row(2), Row(2) with { CaseId = 9, MessageKey = "other" });

    [Fact]
    public void A_key_used_twice_is_seen() => AssertFault(FifoFault.KeyRepeated, 2, Row(1), Row(2) with { MessageKey = "key 1" });

    [Fact]
    public void Keys_are_compared_to_the_byte() => AssertHolds(Row(1) with { MessageKey = "k" }, Row(2) with { MessageKey = "K" }, Row(3) with { MessageKey = "k " });

    [Fact]
    public void A_key_that_the_database_has_elsewhere_too_is_seen()
    {
        var fault = Assert.Single(new FifoProof(ServiceId).Check([Row(1), Row(2)], [StorageRows.Hash("key 2")]));

        Assert.Equal((FifoFault.KeyRepeated, 2), (fault.Fault, fault.Sequence));
    }

    [Theory]
    [InlineData(5, 4)]
    [InlineData(5, 5)]
    public void A_source_overtaken_by_itself_is_seen(long first, long second) => AssertFault(
        FifoFault.SourceOrder,
        3,
        Row(1) with { Source = "a", SourceN = first },
        Row(2) with { Source = "b", SourceN = 1 },
        Row(3) with { Source = "a", SourceN = second });

    [Fact]
    public void One_case_out_of_order_is_one_fault_and_does_not_hide_the_next()
    {
        var rows = new long[] { 10, 3, 4, 11 }.Select((n, i) => Row(i + 1) with { Source = "a", SourceN = n });

        Assert.Equal([2, 3], new FifoProof(ServiceId).Check(rows, []).Select(fault => fault.Sequence));
    }

    [Fact]
    public void The_repaired_head_of_a_blocked_service_may_come_before_what_was_stamped_before_its_retry() => AssertHolds(
        Row(1) with { Source = "a", SourceN = 1 },
        Row(2) with { Source = "a", SourceN = 9, MessageKey = "head#r1" },
        Row(3) with { Source = "a", SourceN = 3 },
        Row(4) with { Source = "a", SourceN = 4 });

    [Fact]
    public void Retries_keep_their_order_among_themselves() => AssertFault(
        FifoFault.SourceOrder,
        2,
        Row(1) with { Source = "a", SourceN = 9, MessageKey = "one#r1" },
        Row(2) with { Source = "a", SourceN = 8, MessageKey = "two#r12" });

    [Fact]
    public void A_fall_of_storedAt_is_seen_and_equal_instants_are_not() => AssertFault(
        FifoFault.StoredAtFalls,
        3,
        Row(1),
        Row(2),
        Row(3) with { StoredAt = StorageRows.Noon.AddMilliseconds(-1) });

    [Fact]
    public void AcceptedAt_says_nothing_about_order() => AssertHolds(Row(1), Row(2) with { AcceptedAt = StorageRows.Noon.AddDays(-1) });

    [Fact]
    public void A_row_with_several_faults_shows_them_all()
    {
        var bad = Row(1) with { Source = "a", SourceN = 1, StoredAt = StorageRows.Noon.AddHours(-1) };

        var faults = new FifoProof(ServiceId).Check([Row(1) with { Source = "a", SourceN = 2 }, bad], []).Select(fault => fault.Fault);

        Assert.Equal([FifoFault.SequenceRepeated, FifoFault.KeyRepeated, FifoFault.SourceOrder, FifoFault.StoredAtFalls], faults);
    }

    [Fact]
    public void Rows_missing_at_the_end_are_seen_against_the_counter()
    {
        var proof = new FifoProof(ServiceId);
        proof.Check([Row(1), Row(2)], []);

        Assert.Empty(proof.CheckEnd(2));
        Assert.Equal((FifoFault.TailMissing, 3, null), Assert.Single(proof.CheckEnd(3)) is var fault ? (fault.Fault, fault.Sequence, fault.CaseId) : default);
    }

    [Fact]
    public void Rows_newer_than_the_counter_are_no_fault()
    {
        var proof = new FifoProof(ServiceId);
        proof.Check([Row(1), Row(2)], []);

        Assert.Empty(proof.CheckEnd(1));
    }

    [Fact]
    public void Pages_that_join_hold() =>
        Assert.Empty(FifoProof.After(ServiceId, [Row(2), Row(3) with { Source = "a", SourceN = 1 }]).Check([Row(4) with { Source = "a", SourceN = 2 }], []));

    [Fact]
    public void A_gap_at_the_join_is_seen() => AssertFaultAtJoin(FifoFault.SequenceGap, Row(3), Row(5));

    [Fact]
    public void A_row_missing_just_before_the_page_is_a_gap_even_when_all_before_it_is_missing() =>
        Assert.Equal(FifoFault.SequenceGap, Assert.Single(FifoProof.After(ServiceId, []).Check([Row(4)], [])).Fault);

    [Fact]
    public void A_source_overtaken_across_the_join_is_seen() => AssertFaultAtJoin(
        FifoFault.SourceOrder,
        Row(3) with { Source = "a", SourceN = 2 },
        Row(4) with { Source = "a", SourceN = 1 });

    [Fact]
    public void A_fall_of_storedAt_across_the_join_is_seen() =>
        AssertFaultAtJoin(FifoFault.StoredAtFalls, Row(3) with { StoredAt = StorageRows.Noon.AddSeconds(1) }, Row(4));

    [Fact]
    public void Faults_inside_the_page_before_are_not_told_again() =>
        Assert.Empty(FifoProof.After(ServiceId, [Row(1), Row(3) with { StoredAt = StorageRows.Noon.AddHours(-1) }]).Check([Row(4)], []));

    [Fact]
    public void A_service_proven_page_by_page_shows_what_it_shows_in_one()
    {
        FifoRow[] rows = [Row(1), Row(2) with { Source = "a", SourceN = 5 }, Row(3), Row(4) with { Source = "a", SourceN = 4 }, Row(6), Row(7)];
        var paged = new FifoProof(ServiceId);

        var found = rows.Chunk(2).SelectMany(page => paged.Check(page, [])).ToList();

        Assert.Equal(new FifoProof(ServiceId).Check(rows, []), found);
        Assert.Equal(["source-order", "sequence-gap"], found.Select(fault => fault.Kind));
    }

    private static void AssertHolds(params FifoRow[] rows) => Assert.Empty(new FifoProof(ServiceId).Check(rows, []));

    private static void AssertFault(FifoFault expected, long sequence, params FifoRow[] rows)
    {
        var fault = Assert.Single(new FifoProof(ServiceId).Check(rows, []));
        Assert.Equal((expected, sequence, ServiceId), (fault.Fault, fault.Sequence, fault.ServiceId));
        Assert.NotEmpty(fault.Detail);
    }

    private static void AssertFaultAtJoin(FifoFault expected, FifoRow before, FifoRow after) =>
        Assert.Equal(expected, Assert.Single(FifoProof.After(ServiceId, [before]).Check([after], [])).Fault);

    private static FifoRow Row(long sequence) => new()
    {
        Sequence = sequence,
        CaseId = (int)sequence + 100,
        KeyHash = StorageRows.Hash($"key {sequence}"),
        MessageKey = $"key {sequence}",
        AcceptedAt = StorageRows.Noon,
        StoredAt = StorageRows.Noon,
        Worker = "worker",
    };
}
