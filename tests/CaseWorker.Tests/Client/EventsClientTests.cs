using CaseWorker.Client;
using CaseWorker.Contracts;
using CaseWorker.Storage;
using CaseWorker.Tests.Events.Http;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Client;

public sealed class EventsClientTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private static readonly Sql Forget = Sql.Both("DELETE FROM Outbox WHERE EventNo <= 2");

    private readonly CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));

    [Fact]
    public async Task Events_are_told_with_their_numbers_from_where_the_caller_stood()
    {
        await using var app = await EventsApp.StartAsync(Database);
        using var client = new CaseWorkerClient(app.Address, EventsApp.Reader);
        await app.StoreAsync(2);

        var told = await client.Events.ListenAsync(1, limit.Token).Take(3).ToListAsync();

        Assert.Equal([2, 3, 4], told.Select(one => one.Number));
        Assert.Equal([CaseEventNames.CaseAssigned, CaseEventNames.CaseCreated, CaseEventNames.CaseAssigned], told.Cast<HubEvent.OfCase>().Select(one => one.Event.Name));
    }

    [Fact]
    public async Task A_stream_that_breaks_off_goes_on_behind_the_last_event()
    {
        await using var app = await EventsApp.StartAsync(Database);
        using var cut = new CuttableHandler();
        using var client = ClientOf(app, cut);
        await app.StoreAsync(1);
        await using var told = client.Events.ListenAsync(0, limit.Token).GetAsyncEnumerator();
        Assert.Equal((1, 2), (await NextAsync(told), await NextAsync(told)));

        cut.Cut();
        await app.StoreAsync(1);
        Assert.Equal((3, 4), (await NextAsync(told), await NextAsync(told)));
        Assert.Equal(2, cut.Opened);
    }

    [Fact]
    public async Task A_stream_that_breaks_off_before_its_first_event_misses_none()
    {
        await using var app = await EventsApp.StartAsync(Database);
        using var cut = new CuttableHandler();
        using var client = ClientOf(app, cut);
        await app.StoreAsync(1);
        await using var told = client.Events.ListenAsync(cancellation: limit.Token).GetAsyncEnumerator();
        var first = NextAsync(told);
        await cut.UntilOpenAsync();

        // The second stream is opened when the event has its number already.
        using (cut.HoldBack())
        {
            cut.Cut();
            await app.StoreAsync(1);
        }

        Assert.Equal(3, await first);
    }

    [Fact]
    public async Task A_stream_that_says_nothing_for_too_long_is_opened_again()
    {
        await using var app = await EventsApp.StartAsync(Database);
        using var cut = new CuttableHandler();
        using var client = ClientOf(app, cut, TimeSpan.FromMilliseconds(200));
        await using var told = client.Events.ListenAsync(cancellation: limit.Token).GetAsyncEnumerator();
        var first = NextAsync(told);
        await cut.UntilOpenAsync();
        await cut.UntilOpenAsync();
        await app.StoreAsync(1);
        Assert.Equal(1, await first);
    }

    [Fact]
    public async Task What_is_gone_is_told_as_a_reset()
    {
        await using var app = await EventsApp.StartAsync(Database);
        using var client = new CaseWorkerClient(app.Address, EventsApp.Reader);
        await app.StoreAsync(2);
        await Database.WriteAsync(session => session.ExecuteAsync(Forget), CancellationToken.None);

        var told = await client.Events.ListenAsync(0, limit.Token).Take(2).ToListAsync();

        Assert.Equal(new HubEvent.Reset(3) { Number = 2 }, told[0]);
        Assert.Equal(3, told[1].Number);
    }

    [Fact]
    public async Task A_parked_message_is_told_as_that()
    {
        await using var app = await EventsApp.StartAsync(Database);
        using var client = new CaseWorkerClient(app.Address, EventsApp.Reader);
        await app.ParkAsync("""{"ServiceId":1,"CustomerId":"x"}""");
        var told = Assert.IsType<HubEvent.OfParked>(await client.Events.ListenAsync(0, limit.Token).FirstAsync());
        Assert.Equal(("invalid", 1), (told.Event.Reason, told.Event.ServiceId));
    }

    [Fact]
    public async Task A_key_that_does_not_allow_it_ends_the_listening()
    {
        await using var app = await EventsApp.StartAsync(Database);
        using var client = new CaseWorkerClient(app.Address, EventsApp.Enqueuer);
        var exception = await Assert.ThrowsAsync<CaseWorkerException>(async () => await client.Events.ListenAsync(0, limit.Token).FirstAsync());
        Assert.Equal("no-scope", exception.Problem?.Word);
    }

    [Fact]
    public async Task Who_is_cancelled_stops_listening()
    {
        await using var app = await EventsApp.StartAsync(Database);
        using var client = new CaseWorkerClient(app.Address, EventsApp.Reader);
        using var enough = new CancellationTokenSource();
        await using var told = client.Events.ListenAsync(0, enough.Token).GetAsyncEnumerator();
        var next = told.MoveNextAsync().AsTask();
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task A_stream_that_can_not_be_opened_the_first_time_is_given_up_in_the_end()
    {
        var time = new HastyTime();
        using var client = new CaseWorkerClient(new Uri("http://127.0.0.1:1"), EventsApp.Reader, new CaseWorkerClientOptions { MaxAttempts = 3, Time = time });
        var exception = await Assert.ThrowsAsync<CaseWorkerException>(async () => await client.Events.ListenAsync(0, limit.Token).FirstAsync());
        Assert.Null(exception.Status);
        Assert.Equal(2, time.Waits.Count);
    }

    private static CaseWorkerClient ClientOf(EventsApp app, CuttableHandler cut, TimeSpan? silentFor = null)
    {
        var http = new HttpClient(cut) { BaseAddress = app.Address };
        http.DefaultRequestHeaders.Add("X-Api-Key", EventsApp.Reader);
        return new CaseWorkerClient(http, new CaseWorkerClientOptions { EventsSilentFor = silentFor ?? TimeSpan.FromSeconds(45) });
    }

    private static async Task<long> NextAsync(IAsyncEnumerator<HubEvent> told)
    {
        Assert.True(await told.MoveNextAsync());
        return told.Current.Number;
    }
}
