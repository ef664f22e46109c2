using CaseWorker.Storage.Intake;
using Xunit;

namespace CaseWorker.Tests.Storage;

public abstract class HandOverStoreContract(StorageFixture fixture) : StorageContract(fixture)
{
    private static readonly byte[] Body = StorageRows.Hash("body");
    private static readonly byte[] OtherBody = StorageRows.Hash("other body");

    [Fact]
    public async Task Two_equal_messages_by_hand_are_two_cases()
    {
        Assert.Equal([Key("a"), Key("b")], await OpenAsync("first", New("a"), New("b")));
        Assert.Equal([Key("c")], await OpenAsync("first", New("c")));
        Assert.Equal([Key("d")], await OpenAsync("second", New("d")));
    }

    [Fact]
    public async Task Redelivered_messages_take_over_the_open_rows_of_an_earlier_channel_oldest_first_and_each_once()
    {
        await OpenAsync("first", New("a"), New("b"), New("other", OtherBody));
        Assert.Equal([Key("a"), Key("other"), Key("b"), Key("z")], await OpenAsync("second", Again("w"), Again("x", OtherBody), Again("y"), Again("z")));
    }

    [Fact]
    public async Task What_was_taken_over_is_found_again_when_that_channel_ends_too()
    {
        await OpenAsync("first", New("a"), New("b"));
        await OpenAsync("second", Again("x"));
        Assert.Equal([Key("a"), Key("b"), Key("z")], await OpenAsync("third", Again("x"), Again("y"), Again("z")));
    }

    [Fact]
    public async Task A_redelivered_message_never_takes_over_a_row_of_its_own_channel()
    {
        await OpenAsync("first", New("a"));
        Assert.Equal([Key("b")], await OpenAsync("first", Again("b")));
        await FinishAsync("first", "a", "b");
        Assert.Equal([Key("c")], await OpenAsync("first", Again("c")));
    }

    [Fact]
    public async Task A_row_that_was_taken_over_and_done_belongs_to_the_channel_that_did_it()
    {
        await OpenAsync("first", New("a"));
        await OpenAsync("second", Again("x"));
        await FinishAsync("second", "a");
        Assert.Equal([Key("y")], await OpenAsync("second", Again("y")));
        await FinishAsync("second", "y");
        Assert.Equal([Key("z", possibleDuplicate: true)], await OpenAsync("third", Again("z")));
    }

    [Fact]
    public async Task A_message_that_may_have_been_done_by_an_earlier_channel_is_a_possible_duplicate_under_a_key_of_its_own()
    {
        await OpenAsync("first", New("a"), New("b"));
        await FinishAsync("first", "a");
        Assert.Equal([Key("b"), Key("y", possibleDuplicate: true), Key("new")], await OpenAsync("second", Again("x"), Again("y"), New("new")));
        Assert.Equal([Key("z")], await OpenAsync("second", Again("z", OtherBody)));

        await FinishAsync("second", "b");
        Assert.Equal([Key("y", possibleDuplicate: true), Key("new")], await OpenAsync("third", Again("p"), Again("q")));
    }

    [Fact]
    public async Task A_redelivered_message_that_no_channel_began_with_is_new()
    {
        await OpenAsync("first", New("other", OtherBody));
        Assert.Equal([Key("a")], await OpenAsync("second", Again("a")));
    }

    [Fact]
    public async Task A_run_that_is_opened_again_gets_the_same_keys_and_leaves_no_second_row()
    {
        await OpenAsync("first", New("a"));
        HandOver[] run = [Again("x"), Again("y"), New("z")];
        var keys = await OpenAsync("second", run);
        Assert.Equal([Key("a"), Key("y"), Key("z")], keys);
        Assert.Equal(keys, await OpenAsync("second", run));
        Assert.Equal(["a", "y", "z", "n"], (await OpenAsync("third", Again("k"), Again("l"), Again("m"), Again("n"))).Select(key => key.MessageKey));
    }

    [Fact]
    public async Task Rows_done_before_the_instant_are_forgotten_the_oldest_first_and_open_ones_never()
    {
        foreach (var minute in Enumerable.Range(1, 5))
        {
            await OpenAsync("first", New($"key {minute}"));
            await FinishAsync("first", Noon.AddMinutes(minute), $"key {minute}");
        }

        await OpenAsync("first", New("open", OtherBody));
        Assert.Equal(2, await WriteAsync(session => HandOverStore.ForgetAsync(session, Noon.AddMinutes(4), 2)));
        Assert.Equal(1, await WriteAsync(session => HandOverStore.ForgetAsync(session, Noon.AddMinutes(4), 2)));
        Assert.Equal(2, await WriteAsync(session => HandOverStore.ForgetAsync(session, Noon.AddDays(9), 10)));
        Assert.Equal([Key("open")], await OpenAsync("second", Again("x", OtherBody)));
        Assert.Equal([Key("y")], await OpenAsync("second", Again("y")));
    }

    private static HandOver New(string key, byte[]? body = null) => new(body ?? Body, key, Redelivered: false);

    private static HandOver Again(string key, byte[]? body = null) => new(body ?? Body, key, Redelivered: true);

    private static HandOverKey Key(string key, bool possibleDuplicate = false) => new(possibleDuplicate ? key + "-again" : key, possibleDuplicate);

    private Task<IReadOnlyList<HandOverKey>> OpenAsync(string channel, params HandOver[] handOvers) =>
        WriteAsync(session => HandOverStore.OpenAsync(session, channel, handOvers, Noon));

    private Task FinishAsync(string channel, params string[] keys) => FinishAsync(channel, Noon, keys);

    private Task FinishAsync(string channel, DateTimeOffset now, params string[] keys) =>
        WriteAsync(session => HandOverStore.FinishAsync(session, channel, [.. keys.Select(key => (Body, key))], now));
}
