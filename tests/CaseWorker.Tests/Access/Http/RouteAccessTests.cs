using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Reference;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.HelpCenter;
using CaseWorker.Tests.Host;
using Microsoft.AspNetCore.Authorization;
using Xunit;

namespace CaseWorker.Tests.Access.Http;

/// <summary>Who may ask what, on every route that the program has.</summary>
public sealed class RouteAccessTests(TwoHubs hubs) : IClassFixture<TwoHubs>
{
    public static TheoryData<string> Closed => [.. RouteTable.Rows.Where(row => row.Needs is not null).Select(row => row.Key)];

    public static TheoryData<string> WithBody => [.. RouteTable.Rows.Where(row => row.Ask(Any).Body is not null).Select(row => row.Key)];

    private static Ids Any { get; } = new(1, 1, 1, 1, 1, 1, "any");

    [Fact]
    public void Every_route_of_the_program_is_in_the_table_and_no_more() => Assert.Equal(
        RouteTable.Rows.Select(row => row.Key).Order(StringComparer.Ordinal),
        hubs.Program.Routes.SelectMany(RouteKey.Of).Distinct().Where(key => !IsPartOfThePage(key)).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_route_says_whom_it_is_for_as_the_table_has_it() => Assert.All(
        hubs.Program.Routes.SelectMany(route => RouteKey.Of(route).Select(key => (Key: key, route.Metadata))).Where(route => !IsPartOfThePage(route.Key)),
        route =>
        {
            var needs = RouteTable.Rows.Single(row => row.Key == route.Key).Needs;
            Assert.Equal(needs is null, route.Metadata.GetMetadata<IAllowAnonymous>() is not null);
            Assert.Equal(needs, needs is null ? null : route.Metadata.GetMetadata<RequiredScope>()?.Scopes ?? Scopes.Operator);
        });

    [Theory]
    [MemberData(nameof(Closed))]
    public async Task Without_a_key_and_with_a_wrong_one_a_route_answers_401_in_its_own_words(string key)
    {
        var row = Row(key);
        foreach (var wrong in new[] { null, "no-key-of-anyone-0123456789", TwoHubs.Key(1, TwoHubs.All) + "x" })
        {
            using var client = hubs.Program.ClientWith(wrong);
            using var answer = await SendAsync(client, row, hubs.Of[TwoHubs.Ours]);
            await AssertErrorAsync(answer, 401);
            Assert.NotEmpty(answer.Headers.WwwAuthenticate);
        }
    }

    [Theory]
    [MemberData(nameof(Closed))]
    public async Task With_all_scopes_but_its_own_a_route_answers_403_in_its_own_words(string key)
    {
        var row = Row(key);
        if (row.Needs == Scopes.None)
            return;

        using var client = hubs.Client(TwoHubs.Ours, TwoHubs.All & ~row.Needs!.Value);
        using var answer = await SendAsync(client, row, hubs.Of[TwoHubs.Ours]);
        await AssertErrorAsync(answer, 403);
    }

    [Theory]
    [MemberData(nameof(Closed))]
    public async Task With_its_scope_alone_a_route_is_open(string key)
    {
        // What there is not, so that nothing changes.
        var row = Row(key);
        using var client = hubs.Client(TwoHubs.Ours, row.Needs == Scopes.None ? Scopes.Read : row.Needs!.Value);
        using var answer = await SendAsync(client, row, hubs.Nobodys with { Hub = TwoHubs.Ours });
        Assert.NotEqual(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.NotEqual(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.True((int)answer.StatusCode < 500);
    }

    [Theory]
    [MemberData(nameof(Closed))]
    public async Task What_is_another_hubs_is_answered_as_what_is_nobodys(string key)
    {
        var row = Row(key);
        if (row.IsEndless)
            return;

        using var client = hubs.Client(TwoHubs.Ours, TwoHubs.All);
        var before = await StateAsync(TwoHubs.Theirs);
        await AssertAlikeAsync(client, row, hubs.Of[TwoHubs.Theirs], hubs.Nobodys);

        // Where the hub itself is asked for: what is theirs, asked for in ours.
        if (row.Ask(hubs.Nobodys with { Hub = TwoHubs.Ours }).Path != row.Ask(hubs.Nobodys).Path)
            await AssertAlikeAsync(client, row, hubs.Of[TwoHubs.Theirs] with { Hub = TwoHubs.Ours }, hubs.Nobodys with { Hub = TwoHubs.Ours });

        AssertSame(before, await StateAsync(TwoHubs.Theirs));
    }

    [Theory]
    [InlineData(0, "202 409 404 409 409")]
    [InlineData(25, "404 404 404 404 404")]
    public async Task A_case_id_of_another_hub_is_unknown_while_one_that_nobody_has_yet_may_be_on_its_way(int blockIsHoursOld, string nobodys)
    {
        await hubs.AgeBlocksAsync(TimeSpan.FromHours(blockIsHoursOld));
        try
        {
            Assert.Equal("404 404 404 404 404", await StatusesAsync(hubs.Of[TwoHubs.Theirs]));
            Assert.Equal(nobodys, await StatusesAsync(hubs.Nobodys with { Case = hubs.NotYet, Conversation = Conversations.IdOf(hubs.NotYet, null) }));
        }
        finally
        {
            await hubs.AgeBlocksAsync(TimeSpan.Zero);
        }
    }

    [Fact]
    public async Task Nothing_that_happens_in_another_hub_shows_in_any_answer()
    {
        using var client = hubs.Client(TwoHubs.Ours, TwoHubs.All);
        var before = await StateAsync(TwoHubs.Ours);
        Assert.All(before, answer => Assert.StartsWith("200", answer.Value, StringComparison.Ordinal));
        Assert.All(before, answer => Assert.DoesNotContain("theirs", answer.Value, StringComparison.Ordinal));

        await hubs.StoreMoreOfTheirsAsync();
        AssertSame(before, await StateAsync(TwoHubs.Ours));
    }

    [Theory]
    [MemberData(nameof(WithBody))]
    public async Task A_body_that_is_too_large_is_answered_413_in_the_routes_own_words(string key)
    {
        var row = Row(key);
        var (status, answer) = await AnnounceAsync(row, row.Ask(hubs.Nobodys with { Hub = TwoHubs.Ours }), 64L << 20);
        Assert.Equal(413, status);
        var words = new[] { ("/api/v1/", "X-FuseDesk-Error-Code: api_error_toolarge"), ("/helpcenter/", "\"error\":\"too_large\""), ("/identity/", "\"error\":\"invalid_request\"") };
        Assert.Contains(words.FirstOrDefault(word => key.Contains(word.Item1, StringComparison.Ordinal)).Item2 ?? "urn:caseworker:problem:", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_key_and_no_token_is_in_any_log()
    {
        var key = TwoHubs.Key(TwoHubs.Ours, TwoHubs.All);
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"key15:{key}"));
        var token = await TokenAsync(basic);
        foreach (var row in RouteTable.Rows)
        {
            foreach (var (header, value) in new[] { ("X-Api-Key", key), ("Authorization", "Bearer " + token), ("X-FuseDesk-API-Key", key), ("Authorization", "Basic " + basic), ("X-Api-Key", "wrong-" + key) })
            {
                using var client = hubs.Program.ClientWith(key: null);
                client.DefaultRequestHeaders.TryAddWithoutValidation(header, value);
                using var answer = await SendAsync(client, row, hubs.Nobodys);
            }
        }

        string[] secrets = [key, basic, token, WholeProgram.Operator];
        Assert.NotEmpty(hubs.Logs.Lines);
        Assert.DoesNotContain(hubs.Logs.Lines, line => secrets.Any(secret => line.Contains(secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_token_opens_what_its_key_opens_on_every_route()
    {
        var token = await TokenAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes("key15:" + TwoHubs.Key(TwoHubs.Ours, TwoHubs.All))));
        foreach (var row in RouteTable.Rows.Where(row => row.Needs is not null))
        {
            using var client = hubs.Program.ClientWith(key: null);
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await SendAsync(client, row, hubs.Nobodys with { Hub = TwoHubs.Ours });
            Assert.True(answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden), row.Key);
        }
    }

    private async Task<string> StatusesAsync(Ids ids)
    {
        string[] keys =
        [
            "GET /api/cases/{caseId}",
            "POST /api/v1/cases/{caseId}/close",
            "GET /v1/actionmanagement/hubs/{hubId}/cases/{caseId}",
            "DELETE /v1/actionmanagement/hubs/{hubId}/cases/{caseId}",
            "POST /helpcenter/case/{conversationId}",
        ];
        using var client = hubs.Client(TwoHubs.Ours, TwoHubs.All);
        var statuses = new List<int>();
        foreach (var key in keys)
        {
            using var answer = await SendAsync(client, Row(key), ids with { Hub = TwoHubs.Ours });
            statuses.Add((int)answer.StatusCode);
        }

        return string.Join(' ', statuses);
    }

    // What the page for people is made of; it is held by the tests of the reference.
    private static bool IsPartOfThePage(string key) => key.StartsWith("GET /docs/", StringComparison.Ordinal) && !key.EndsWith('}');

    private static RouteRow Row(string key) => RouteTable.Rows.Single(row => row.Key == key);

    private async Task<string> TokenAsync(string basic)
    {
        using var client = hubs.Program.ClientWith(key: null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", basic);
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
        using var answer = await client.PostAsync("/identity/connect/token", form);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("access_token").GetString()!;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, RouteRow row, Ids ids)
    {
        var asked = row.Ask(ids);
        using var request = new HttpRequestMessage(new HttpMethod(row.Method), asked.Path);
        if (asked.Body is not null)
            request.Content = new StringContent(asked.Body, Encoding.UTF8, asked.ContentType);

        return await client.SendAsync(request, row.IsEndless ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead);
    }

    private static async Task AssertAlikeAsync(HttpClient client, RouteRow row, Ids theirs, Ids nobodys)
    {
        var (told, expected) = (await AnswerAsync(client, row, theirs), await AnswerAsync(client, row, nobodys));
        Assert.DoesNotContain("theirs", told, StringComparison.Ordinal);
        if (told != expected)
            Assert.Equal(Without(nobodys, expected), Without(theirs, told));
    }

    // An answer may repeat what it was asked for.
    private static string Without(Ids ids, string text) => new object[] { ids.Case, ids.Parked, ids.Key, ids.Delivery, ids.Note, ids.Conversation, ids.Department, ids.Rep, ids.Tag, ids.Hub, ids.Service, ids.Webhook }
        .Aggregate(text, (rest, id) => Regex.Replace(rest, $@"\b{id}\b", "#"));

    /// <summary>The answer as text; instants are left out, since windows end at the present one, and how far deliveries are, which go on.</summary>
    private static async Task<string> AnswerAsync(HttpClient client, RouteRow row, Ids ids)
    {
        using var answer = await SendAsync(client, row, ids);
        var text = $"{(int)answer.StatusCode} {answer.Content.Headers.ContentType} {answer.Headers.RetryAfter} {answer.Headers.ETag} {await answer.Content.ReadAsStringAsync()}";
        if (row.Key.Contains("/webhooks", StringComparison.Ordinal))
            text = Regex.Replace(text, @"""(attempts|nextAt|lastAt|lastError|state|waiting|isDown|downSince|nextTryAt|replayed)"":(null|true|false|\d+|""[^""]*"")", "");

        return Regex.Replace(text, @"\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)", "@");
    }

    /// <summary>All that a hub sees of itself.</summary>
    private async Task<Dictionary<string, string>> StateAsync(int hub)
    {
        using var client = hubs.Client(hub, TwoHubs.All);
        var state = new Dictionary<string, string>();
        foreach (var row in RouteTable.Rows.Where(row => row is { Method: "GET", Needs: not null, IsEndless: false }))
            state[row.Key] = await AnswerAsync(client, row, hubs.Of[hub]);

        return state;
    }

    // One by one, so that a failure shows what has changed.
    private static void AssertSame(Dictionary<string, string> before, Dictionary<string, string> after) =>
        Assert.All(before, route => Assert.Equal(route.Value, after[route.Key]));

    private static async Task AssertErrorAsync(HttpResponseMessage answer, int status)
    {
        Assert.Equal(status, (int)answer.StatusCode);
        var path = answer.RequestMessage!.RequestUri!.AbsolutePath;
        var json = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        if (path.StartsWith("/api/v1/", StringComparison.Ordinal))
        {
            Assert.NotEmpty(json.GetProperty("error").GetString()!);
            Assert.Equal(json.GetProperty("error").GetString(), answer.Headers.GetValues("X-FuseDesk-Error").Single());
        }
        else if (path.StartsWith("/helpcenter/", StringComparison.Ordinal))
        {
            Assert.NotEmpty(json.GetProperty("error").GetString()!);
            Assert.NotEmpty(json.GetProperty("message").GetString()!);
        }
        else
        {
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal(status, json.GetProperty("status").GetInt32());
        }
    }

    // Only the head is sent: whoever looks at the length first need not read what is too much.
    private async Task<(int Status, string Text)> AnnounceAsync(RouteRow row, Asked asked, long length)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(hubs.Program.Address.Host, hubs.Program.Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"{row.Method} {asked.Path} HTTP/1.1\r\nHost: {hubs.Program.Address.Authority}\r\nX-Api-Key: {TwoHubs.Key(TwoHubs.Ours, TwoHubs.All)}\r\nContent-Type: {asked.ContentType}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = await reader.ReadToEndAsync();
        return (int.Parse(text.Split(' ')[1], CultureInfo.InvariantCulture), text);
    }
}
