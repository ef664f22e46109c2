using System.Text;
using CaseWorker.Storage.Intake;
using CaseWorker.Storage.Parking;
using Xunit;

namespace CaseWorker.Tests.Storage;

public abstract class ParkedStoreContract(StorageFixture fixture) : StorageContract(fixture)
{
    private static readonly byte[] Edited = Encoding.UTF8.GetBytes("{}");

    [Fact]
    public async Task A_retry_takes_the_row_once_and_keeps_the_payload_it_sends()
    {
        var parkedId = await ParkAsync("a");

        Assert.True(await WriteAsync(session => ParkedStore.BeginRetryAsync(session, parkedId, 1, Edited)));
        Assert.False(await WriteAsync(session => ParkedStore.BeginRetryAsync(session, parkedId, 1, Edited)));
        Assert.False(await WriteAsync(session => ParkedStore.BeginRetryAsync(session, parkedId, 2, Edited)));

        var head = await FindAsync(parkedId);
        Assert.Equal(("retrying", 2, Edited.Length), (head.State, head.Attempts, head.BodyLength));
        Assert.Equal(Edited, (await ReadAsync(session => ParkedReader.ReadBodiesAsync(session, [parkedId]))).Single().Body);
    }

    [Fact]
    public async Task An_edited_payload_leaves_the_first_message_known()
    {
        var parkedId = await ParkAsync("a");
        await WriteAsync(session => ParkedStore.BeginRetryAsync(session, parkedId, 1, Edited));

        var known = Assert.Single(await ReadAsync(session => IntakeStore.FindKeysAsync(session, [StorageRows.Hash("a")])));

        Assert.Equal(StorageRows.Hash("body a"), known.BodyHash);
    }

    [Fact]
    public async Task Success_resolves_the_row_with_the_case_once()
    {
        var parkedId = await RetryingAsync();

        Assert.True(await WriteAsync(session => ParkedStore.ResolveAsync(session, parkedId, 7, Noon.AddHours(1))));
        Assert.False(await WriteAsync(session => ParkedStore.ResolveAsync(session, parkedId, 8, Noon.AddHours(2))));

        var head = await FindAsync(parkedId);
        Assert.Equal(("resolved", 7, Noon.AddHours(1)), (head.State, head.ResolvedCaseId, head.ResolvedAt));
    }

    [Fact]
    public async Task Failure_returns_the_row_with_the_new_reason_once()
    {
        var parkedId = await RetryingAsync();

        Assert.True(await WriteAsync(session => ParkedStore.ReturnAsync(session, parkedId, "invalid", "Subject: too long", Noon.AddHours(1))));
        Assert.False(await WriteAsync(session => ParkedStore.ReturnAsync(session, parkedId, "other", null, Noon.AddHours(2))));

        var head = await FindAsync(parkedId);
        Assert.Equal(("parked", "invalid", "Subject: too long", Noon.AddHours(1)), (head.State, head.Reason, head.Detail, head.ParkedAt));
        Assert.True(await WriteAsync(session => ParkedStore.BeginRetryAsync(session, parkedId, 2, Edited)));
    }

    [Fact]
    public async Task A_retry_that_was_never_sent_gives_the_row_back_but_not_its_number()
    {
        var parkedId = await RetryingAsync();

        Assert.False(await WriteAsync(session => ParkedStore.ReturnUnsentAsync(session, parkedId, 1)));
        Assert.True(await WriteAsync(session => ParkedStore.ReturnUnsentAsync(session, parkedId, 2)));

        var head = await FindAsync(parkedId);
        Assert.Equal(("parked", 2, "unknown-service"), (head.State, head.Attempts, head.Reason));
    }

    [Fact]
    public async Task Only_a_parked_row_can_be_discarded()
    {
        var retrying = await RetryingAsync();
        var parked = await ParkAsync("b");

        Assert.False(await WriteAsync(session => ParkedStore.DiscardAsync(session, retrying, "spam", Noon)));
        Assert.True(await WriteAsync(session => ParkedStore.DiscardAsync(session, parked, "spam", Noon)));
        Assert.False(await WriteAsync(session => ParkedStore.DiscardAsync(session, parked, "again", Noon)));
        Assert.False(await WriteAsync(session => ParkedStore.BeginRetryAsync(session, parked, 1, Edited)));

        var head = await FindAsync(parked);
        Assert.Equal(("discarded", "spam", Noon), (head.State, head.DiscardReason, head.ResolvedAt));
    }

    [Fact]
    public async Task Retries_find_the_rows_they_belong_to()
    {
        var first = await RetryingAsync();
        var second = await ParkAsync("b");

        var rows = await WriteAsync(session => ParkedStore.LockRetriesAsync(session, [second, first, first, 999]));

        Assert.Equal(new ParkedRetryRow { ParkedId = first, State = "retrying", Attempts = 2, MessageKey = "a" }, rows[first]);
        Assert.Equal(new ParkedRetryRow { ParkedId = second, State = "parked", Attempts = 1, MessageKey = "b" }, rows[second]);
        Assert.Equal(2, rows.Count);
    }

    [Fact]
    public async Task Lists_show_one_hub_or_all_and_one_state_or_all()
    {
        var ours = await ParkAsync("a", hubId: 1);
        var theirs = await ParkAsync("b", hubId: 2);
        var nobodys = await ParkAsync("c", hubId: null);
        var discarded = await ParkAsync("d", hubId: 1);
        await WriteAsync(session => ParkedStore.DiscardAsync(session, discarded, "spam", Noon));

        Assert.Equal([ours, discarded], await ListAsync(1, null));
        Assert.Equal([ours], await ListAsync(1, "parked"));
        Assert.Equal([discarded], await ListAsync(1, "discarded"));
        Assert.Equal([ours, theirs, nobodys, discarded], await ListAsync(null, null));
        Assert.Equal([ours, theirs, nobodys], await ListAsync(null, "parked"));
        Assert.Equal([nobodys, discarded], await ListAsync(null, null, after: theirs));
        Assert.Equal([ours, theirs], await ListAsync(null, null, top: 2));
        Assert.Null(await ReadAsync(session => ParkedReader.FindAsync(session, theirs, 1)));
        Assert.Null(await ReadAsync(session => ParkedReader.FindAsync(session, nobodys, 1)));
        Assert.NotNull(await ReadAsync(session => ParkedReader.FindAsync(session, nobodys, null)));
    }

    private async Task<long> RetryingAsync()
    {
        var parkedId = await ParkAsync("a");
        await WriteAsync(session => ParkedStore.BeginRetryAsync(session, parkedId, 1, Edited));
        return parkedId;
    }

    private Task<long> ParkAsync(string key, int? hubId = 1) => WriteAsync(async session =>
    {
        var row = StorageRows.Parked(key);
        await IntakeStore.AddParkedAsync(session, [row with { Attempts = 1, Message = row.Message with { HubId = hubId } }]);
        return await IntakeStore.FindParkedIdAsync(session, row.KeyHash);
    });

    private async Task<ParkedHeadRow> FindAsync(long parkedId) => (await ReadAsync(session => ParkedReader.FindAsync(session, parkedId, null)))!;

    private async Task<IEnumerable<long>> ListAsync(int? hubId, string? state, long after = 0, int top = 10) =>
        (await ReadAsync(session => ParkedReader.ListAsync(session, hubId, state, after, top))).Select(row => row.ParkedId);
}
