using Xunit;

namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>An audit that finds nothing proves something only if it would have found it.</summary>
public sealed class AuditTests
{
    private static readonly ILookup<int, int> Members = new[] { (Department: 10, Rep: 100) }.ToLookup(pair => pair.Department, pair => pair.Rep);

    private readonly List<Sent> sent = [.. Enumerable.Range(1, 4).Select(n => new Sent("a", n, 1, n))];
    private readonly List<StoredCase> stored = [.. Enumerable.Range(1, 4).Select(n => Row(n))];

    [Fact]
    public void Finds_nothing_where_all_is_well() => Assert.Empty(Audit.Faults(sent, stored, Members));

    [Fact]
    public void Finds_what_is_lost()
    {
        stored.RemoveAt(3);
        Assert.Equal(["a/4 is lost"], Audit.Faults(sent, stored, Members));
    }

    [Fact]
    public void Forgives_the_absence_of_what_was_never_answered()
    {
        sent[3] = sent[3] with { IsAccepted = false };
        stored.RemoveAt(3);
        Assert.Empty(Audit.Faults(sent, stored, Members));
    }

    [Fact]
    public void Finds_what_is_stored_twice_unless_it_had_no_key_and_says_so()
    {
        stored.Add(Row(5) with { ExtRef = "a/4", CaseId = 4, PossibleDuplicate = true });
        Assert.Equal(["a/4 is stored 2 times"], Audit.Faults(sent, stored, Members));
        sent[3] = sent[3] with { HasKey = false };
        Assert.Empty(Audit.Faults(sent, stored, Members));
        stored[4] = stored[4] with { PossibleDuplicate = false };
        Assert.Equal(["a/4 is stored 2 times"], Audit.Faults(sent, stored, Members));
    }

    [Fact]
    public void Finds_what_was_never_sent()
    {
        sent.RemoveAt(3);
        Assert.Equal(["case 4 (a/4) was never sent"], Audit.Faults(sent, stored, Members));
    }

    [Fact]
    public void Finds_another_id_and_another_service_than_promised()
    {
        sent[0] = sent[0] with { CaseId = 9 };
        sent[1] = sent[1] with { ServiceId = 2 };
        Assert.Equal(["a/1 was promised id 9, has 1", "a/2 is in a service other than 2"], Audit.Faults(sent, stored, Members));
    }

    [Fact]
    public void Finds_a_gap_and_a_repeated_number()
    {
        stored[3] = stored[3] with { Sequence = 5 };
        Assert.Equal(["service 1 has sequence 5 where 4 is due"], Audit.Faults(sent, stored, Members));
        stored[3] = stored[3] with { Sequence = 3 };
        Assert.Equal(["service 1 has sequence 3 where 4 is due"], Audit.Faults(sent, stored, Members));
    }

    [Fact]
    public void Finds_two_of_a_producer_in_the_wrong_order()
    {
        (stored[1], stored[2]) = (stored[1] with { Sequence = 3, SourceN = 3, StoredAt = 3 }, stored[2] with { Sequence = 2, SourceN = 2, StoredAt = 2 });
        Assert.Equal(["in service 1 number 2 of a stands behind its number 3"], Audit.Faults(sent, stored, Members));
    }

    [Fact]
    public void Finds_two_of_a_source_in_the_wrong_order()
    {
        stored[2] = stored[2] with { SourceN = 2 };
        Assert.Equal(["case 3 has cw-n 2 of g behind 2"], Audit.Faults(sent, stored, Members));
    }

    [Fact]
    public void Finds_a_clock_that_fell_and_a_rep_of_elsewhere()
    {
        stored[2] = stored[2] with { StoredAt = 1, RepId = 999 };
        stored[3] = stored[3] with { RepId = null };
        Assert.Equal(
            ["case 3 was stored before the one that precedes it in service 1", "case 3 of department 10 has rep 999", "case 4 of department 10 has rep none"],
            Audit.Faults(sent, stored, Members));
    }

    private static StoredCase Row(int n) => new()
    {
        CaseId = n,
        ServiceId = 1,
        DepartmentId = 10,
        Sequence = n,
        RepId = 100,
        ExtRef = $"a/{n}",
        Source = "g",
        SourceN = n,
        Worker = "w",
        StoredAt = n,
    };
}
