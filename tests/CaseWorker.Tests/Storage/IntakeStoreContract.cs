using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using Xunit;

namespace CaseWorker.Tests.Storage;

public abstract class IntakeStoreContract(StorageFixture fixture) : StorageContract(fixture)
{
    private static readonly Sql ReadNotes = Sql.Both("SELECT Text FROM CaseNote ORDER BY NoteId");

    private static readonly Sql ReadTexts = Sql.Both("SELECT Subject, Notes FROM SupportCase WHERE CaseId = 1");

    private static readonly Sql CountSets = Sql.Both("SELECT COUNT(*) AS Sets FROM RepSet");

    private static readonly Sql ReadBody = Sql.Both("SELECT Body FROM ParkedMessage");

    private static readonly Sql CountRows = Sql.Both(
        """
        SELECT (SELECT COUNT(*) FROM CaseProperty) + (SELECT COUNT(*) FROM CaseAssignment)
             + (SELECT COUNT(*) FROM Outbox) + (SELECT COUNT(*) FROM HeldMessage) AS AllRows
        """);

    [Fact]
    public async Task Counters_are_read_under_a_lock_and_written_back()
    {
        await WriteAsync(async session =>
        {
            await StorageRows.AddCounterAsync(session, 1);
            await StorageRows.AddCounterAsync(session, 2);
        });

        await WriteAsync(async session =>
        {
            var counters = await IntakeStore.LockCountersAsync(session, [2, 1]);
            Assert.Equal([1, 2], counters.Keys.Order());
            await IntakeStore.SaveCountersAsync(
                session,
                [counters[1] with { LastSequence = 7, LastStoredAt = StorageRows.Noon }, counters[2] with { BlockedBy = 5_000_000_000, Held = 2 }]);
        });

        var read = await WriteAsync(session => IntakeStore.LockCountersAsync(session, [1, 2]));
        Assert.Equal(new ServiceCounterRow { ServiceId = 1, LastSequence = 7, LastStoredAt = StorageRows.Noon }, read[1]);
        Assert.Equal(
            new ServiceCounterRow { ServiceId = 2, LastSequence = 0, LastStoredAt = DateTimeOffset.UnixEpoch, BlockedBy = 5_000_000_000, Held = 2 },
            read[2]);
    }

    [Fact]
    public async Task Keys_are_found_wherever_their_message_went()
    {
        await WriteAsync(async session =>
        {
            await IntakeStore.AddCasesAsync(session, [StorageRows.Case(1), StorageRows.Case(2)]);
            await IntakeStore.AddParkedAsync(session, [StorageRows.Parked("parked"), StorageRows.Parked("parked") with { BodyHash = StorageRows.Hash("other") }]);
            await IntakeStore.AddHeldAsync(session, [StorageRows.Held("held")]);
        });

        var known = await ReadAsync(session => IntakeStore.FindKeysAsync(
            session,
            [StorageRows.Hash("key 1"), StorageRows.Hash("parked"), StorageRows.Hash("held"), StorageRows.Hash("nobody")]));

        Assert.Equal(["case", "held", "parked", "parked"], known.Select(key => key.Place).Order());
        var stored = known.Single(key => key.Place == "case");
        Assert.Equal(1, stored.CaseId);
        Assert.Equal(StorageRows.Hash("key 1"), stored.KeyHash);
        Assert.Equal(StorageRows.Hash("body 1"), stored.BodyHash);
    }

    [Fact]
    public async Task Ids_in_use_are_found()
    {
        await WriteAsync(session => IntakeStore.AddCasesAsync(session, [StorageRows.Case(1), StorageRows.Case(int.MaxValue)]));

        Assert.Equal([1, int.MaxValue], (await ReadAsync(session => IntakeStore.FindUsedCaseIdsAsync(session, [1, 2, int.MaxValue]))).Order());
    }

    [Fact]
    public async Task A_case_keeps_its_text_to_the_byte()
    {
        var subject = "😀 مرحبا \"quoted\"\t" + new string('x', 80);
        var notes = string.Concat(Enumerable.Repeat("日本語 é\r\n", 1000));

        await WriteAsync(session => IntakeStore.AddCasesAsync(session, [StorageRows.Case(1) with { Subject = subject, Notes = notes }]));

        var read = await ReadAsync(session => session.QueryFirstAsync<Texts>(ReadTexts));
        Assert.Equal(subject, read?.Subject);
        Assert.Equal(notes, read?.Notes);
    }

    [Fact]
    public async Task A_batch_keeps_its_order()
    {
        var notes = Enumerable.Range(0, 500)
            .Select(i => new NoteRow(1, StorageRows.Noon, Author: null, System: true, "system", Title: null, $"{i}")).ToArray();

        await WriteAsync(session => IntakeStore.AddNotesAsync(session, notes));

        Assert.Equal(notes.Select(note => note.Text), await ReadAsync(session => session.QueryAsync<string>(ReadNotes)));
    }

    [Fact]
    public async Task Every_table_of_a_batch_takes_its_rows()
    {
        await WriteAsync(async session =>
        {
            await IntakeStore.AddPropertiesAsync(session, [new PropertyRow(1, 0, "colour", "red"), new PropertyRow(1, 1, "colour", "")]);
            await IntakeStore.AddAssignmentsAsync(
                session,
                [
                    new AssignmentRow(1, 0, StorageRows.Noon, "random", null, StorageRows.Hash("[]"), StorageRows.Hash("[1]"), null, null, "stored"),
                    new AssignmentRow(1, 1, StorageRows.Noon, "random", 100, StorageRows.Hash("[100]"), StorageRows.Hash("[]"), 0, 1, "line"),
                ]);
            await IntakeStore.AddOutboxAsync(session, [new OutboxRow(0, 1, 1, "CaseStored", Guid.NewGuid().ToString(), "{}", StorageRows.Noon)]);
            await IntakeStore.AddHeldAsync(session, [StorageRows.Held("held")]);
            await IntakeStore.AddHeldAsync(session, []);
        });

        Assert.Equal(6, await ReadAsync(session => session.QueryFirstAsync<int>(CountRows)));
    }

    [Fact]
    public async Task A_set_of_reps_is_stored_once()
    {
        var set = new RepSetRow(StorageRows.Hash("[100]"), "[100]");

        await WriteAsync(session => IntakeStore.AddRepSetsAsync(session, [set]));
        await WriteAsync(session => IntakeStore.AddRepSetsAsync(session, [set, new RepSetRow(StorageRows.Hash("[101]"), "[101]")]));

        Assert.Equal(2, await ReadAsync(session => session.QueryFirstAsync<int>(CountSets)));
    }

    [Fact]
    public async Task A_parked_message_keeps_every_byte_of_a_large_body()
    {
        var body = new byte[1_500_000];
        new Random(1).NextBytes(body);
        var row = StorageRows.Parked("large");

        await WriteAsync(session => IntakeStore.AddParkedAsync(session, [row with { Message = row.Message with { Body = body } }]));

        Assert.Equal(body, await ReadAsync(session => session.QueryFirstAsync<byte[]>(ReadBody)));
    }

    [Fact]
    public async Task The_newest_parked_message_under_a_key_is_found()
    {
        await WriteAsync(session => IntakeStore.AddParkedAsync(session, [StorageRows.Parked("a")]));
        var first = await ReadAsync(session => IntakeStore.FindParkedIdAsync(session, StorageRows.Hash("a")));
        await WriteAsync(session => IntakeStore.AddParkedAsync(session, [StorageRows.Parked("a") with { BodyHash = StorageRows.Hash("other") }]));

        Assert.True(await ReadAsync(session => IntakeStore.FindParkedIdAsync(session, StorageRows.Hash("a"))) > first);
    }

    private sealed record Texts
    {
        public string? Subject { get; init; }

        public string? Notes { get; init; }
    }

    [Theory]
    [InlineData(10, 100, 3)]
    [InlineData(2, 100, 2)]
    [InlineData(10, 25, 2)]
    [InlineData(10, 20, 2)]
    [InlineData(10, 5, 1)]
    public async Task The_oldest_of_the_queue_are_read_up_to_a_number_and_a_sum_of_bytes(int top, long maxBytes, int expected)
    {
        await WriteAsync(session => IntakeQueueStore.AddAsync(
            session,
            [.. Enumerable.Range(1, 3).Select(n => new QueuedRow(0, new IntakeMessage { Body = new byte[10], MessageKey = $"{n}" }))]));

        var rows = await ReadAsync(session => IntakeQueueStore.ReadOldestAsync(session, top, maxBytes));

        Assert.Equal(Enumerable.Range(1, expected).Select(n => $"{n}"), rows.Select(row => row.MessageKey));
    }

    [Fact]
    public async Task Who_waits_for_a_counter_counts_on_from_where_its_holder_left_it()
    {
        const int Writers = 8;
        const int Steps = 10;
        await WriteAsync(session => StorageRows.AddCounterAsync(session));

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            for (var step = 0; step < Steps; step++)
                await WriteAsync(StepAsync);
        })));

        var counter = (await WriteAsync(session => IntakeStore.LockCountersAsync(session, [StorageRows.ServiceId])))[StorageRows.ServiceId];
        Assert.Equal(Writers * Steps, counter.LastSequence);

        static async Task StepAsync(Session session)
        {
            var counter = (await IntakeStore.LockCountersAsync(session, [StorageRows.ServiceId]))[StorageRows.ServiceId];
            await IntakeStore.SaveCountersAsync(session, [counter with { LastSequence = counter.LastSequence + 1 }]);
        }
    }
}
