using System.Net;
using System.Text.Json;
using CaseWorker.Contracts;
using CaseWorker.Storage;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Events.Http;

public sealed class EventStreamTests(SqliteFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task A_listener_hears_what_happens_from_now_on_with_numbers_names_and_the_case_as_it_was()
    {
        await using var app = await EventsApp.StartAsync(Database);
        await app.StoreAsync(1);
        await using var listener = await app.ListenAsync();
        await app.StoreAsync(2);
        var heard = await listener.NextAsync(4);
        Assert.Equal(["3", "4", "5", "6"], heard.Select(item => item.EventId));
        Assert.Equal(["CaseCreated", "CaseAssigned", "CaseCreated", "CaseAssigned"], heard.Select(item => item.EventType));
        var told = JsonSerializer.Deserialize(heard[1].Data, ContractsJson.Default.CaseEvent)!;
        Assert.Equal(("CaseAssigned", 1, 1, 2L, "new"), (told.Name, told.HubId, told.ServiceId, told.Sequence, told.Status));
        Assert.NotNull(told.RepId);
        Assert.Equal("2026-11-22T12:00:00.000Z", JsonElement.Parse(heard[1].Data).GetProperty("at").GetString());
    }

    [Theory]
    [InlineData("2", null)]
    [InlineData(null, "?lastEventId=2")]
    public async Task Who_comes_again_goes_on_behind_the_last_number_seen(string? header, string? query)
    {
        await using var app = await EventsApp.StartAsync(Database);
        await app.StoreAsync(150);
        using var response = await app.AskAsync(after: header, query: query ?? "");
        await using var listener = new Listener(response, await response.Content.ReadAsStreamAsync(Cancellation));
        var heard = await listener.NextAsync(298);
        Assert.Equal(Enumerable.Range(3, 298).Select(n => $"{n}"), heard.Select(item => item.EventId));
    }

    [Fact]
    public async Task What_is_no_longer_kept_is_told_with_the_oldest_that_is()
    {
        await using var app = await EventsApp.StartAsync(Database);
        await app.StoreAsync(5);
        await WriteAsync(session => session.ExecuteAsync(Sql.Both("DELETE FROM Outbox WHERE EventNo <= 4")));
        await using var listener = await app.ListenAsync(after: "2");
        var heard = await listener.NextAsync(3);
        Assert.Equal(["reset", "CaseCreated", "CaseAssigned"], heard.Select(item => item.EventType));
        Assert.Equal(["4", "5", "6"], heard.Select(item => item.EventId));
        Assert.Equal("""{"oldest":5}""", heard[0].Data);
    }

    [Fact]
    public async Task What_was_removed_from_the_middle_is_told_as_well()
    {
        await using var app = await EventsApp.StartAsync(Database);
        await app.StoreAsync(3);
        await WriteAsync(session => session.ExecuteAsync(Sql.Both("DELETE FROM Outbox WHERE EventNo IN (3, 4)")));
        await using var listener = await app.ListenAsync(after: "1");
        var heard = await listener.NextAsync(4);
        Assert.Equal(["CaseAssigned", "reset", "CaseCreated", "CaseAssigned"], heard.Select(item => item.EventType));
        Assert.Equal(["2", "4", "5", "6"], heard.Select(item => item.EventId));
    }

    [Fact]
    public async Task Where_everything_was_removed_the_next_number_is_the_oldest()
    {
        await using var app = await EventsApp.StartAsync(Database);
        await app.StoreAsync(2);
        await WriteAsync(session => session.ExecuteAsync(Sql.Both("DELETE FROM Outbox")));
        await using var listener = await app.ListenAsync(after: "1");
        Assert.Equal("""{"oldest":5}""", (await listener.NextAsync())?.Data);
        await app.StoreAsync(1);
        Assert.Equal("5", (await listener.NextAsync())?.EventId);
    }

    [Fact]
    public async Task A_number_that_was_never_given_is_answered_with_the_oldest()
    {
        await using var app = await EventsApp.StartAsync(Database);
        await app.StoreAsync(1);
        await using var listener = await app.ListenAsync(after: "99");
        Assert.Equal(["reset", "CaseCreated", "CaseAssigned"], (await listener.NextAsync(3)).Select(item => item.EventType));
    }

    [Fact]
    public async Task Nobody_hears_another_hub()
    {
        await using var app = await EventsApp.StartAsync(Database);
        await using var other = await app.ListenAsync(EventsApp.OtherReader, after: "0");
        await app.StoreAsync(3);
        await app.StoreAsync(1, serviceId: 21);
        await app.StoreAsync(1);
        var heard = await other.NextAsync();
        Assert.Equal(("1", "CaseCreated"), (heard?.EventId, heard?.EventType));
        Assert.Equal(2, JsonElement.Parse(heard!.Value.Data).GetProperty("hubId").GetInt32());
        await app.StoreAsync(1, serviceId: 21);
        Assert.Equal("2", (await other.NextAsync())?.EventId);
    }

    [Fact]
    public async Task A_revoked_key_ends_its_streams_and_no_others()
    {
        await using var app = await EventsApp.StartAsync(Database);
        await using var listener = await app.ListenAsync();
        await using var other = await app.ListenAsync(EventsApp.OtherReader);
        var key = (await app.KeyKeeper.ListAsync(1, 0, 10, Cancellation)).Single(row => row.Name == "reader");
        Assert.True(await app.KeyKeeper.RevokeAsync(key.KeyId, 1, Cancellation));
        Assert.Null(await listener.NextAsync());
        await app.StoreAsync(1, serviceId: 21);
        Assert.NotNull(await other.NextAsync());
    }

    [Fact]
    public async Task A_process_that_stops_ends_its_streams_in_peace()
    {
        await using var app = await EventsApp.StartAsync(Database);
        await using var listener = await app.ListenAsync();
        var next = listener.NextAsync();
        await app.StopAsync().WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        Assert.Null(await next);
    }

    [Fact]
    public async Task No_more_streams_are_opened_than_the_gateway_bears()
    {
        await using var app = await EventsApp.StartAsync(Database, maxStreams: 1);
        await using (await app.ListenAsync())
        {
            using var refused = await app.AskAsync();
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Contains("too-many-streams", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        for (var status = HttpStatusCode.ServiceUnavailable; status != HttpStatusCode.OK; await Task.Yield())
        {
            limit.Token.ThrowIfCancellationRequested();
            using var again = await app.AskAsync();
            status = again.StatusCode;
        }
    }

    [Theory]
    [InlineData(EventsApp.Reader, "x", HttpStatusCode.BadRequest)]
    [InlineData(EventsApp.Reader, "-1", HttpStatusCode.BadRequest)]
    [InlineData(EventsApp.Enqueuer, "1", HttpStatusCode.Forbidden)]
    [InlineData("no-key-of-anybody-0123456789", "1", HttpStatusCode.Unauthorized)]
    public async Task What_can_not_be_streamed_is_refused(string key, string after, HttpStatusCode status)
    {
        await using var app = await EventsApp.StartAsync(Database);
        using var answer = await app.AskAsync(key, after);
        Assert.Equal(status, answer.StatusCode);
    }
}
