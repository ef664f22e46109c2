using CaseWorker.Tests.Cases.Http;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Admin.Http;

public sealed class KeyHttpTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private const int OperatorId = 3;
    private const int OtherAdminId = 4;

    [Fact]
    public async Task A_new_key_is_shown_once_and_opens_at_once()
    {
        await using var app = await AdminApp.StartAsync(Database);

        var answer = await app.PostKeyAsync("""{ "name": "Wöb 😀", "scopes": ["cases:write", "cases:read"], "accessLevel": "RESELLER", "other": "ignored" }""");

        var key = KeyOf(answer);
        Assert.Equal(201, answer.Status);
        Assert.Equal(
            $$"""{"keyId":5,"key":"{{key}}","hubId":1,"name":"Wöb 😀","scopes":["cases:read","cases:write"],"accessLevel":"RESELLER"}""",
            answer.Text);
        Assert.Equal(200, (await app.GetAsync("/for-readers", key)).Status);
        Assert.Equal(403, (await app.GetAsync("/api/admin/keys", key)).Status);

        var list = await app.GetAsync("/api/admin/keys");
        Assert.Equal(
            """{"keyId":5,"hubId":1,"name":"Wöb 😀","scopes":["cases:read","cases:write"],"accessLevel":"RESELLER","createdAt":"2026-11-22T12:00:00.000Z","revokedAt":null}""",
            list.Items[3].GetRawText());
        Assert.DoesNotContain(key, list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_here_at_once_and_elsewhere_after_the_next_refresh()
    {
        await using var here = await AdminApp.StartAsync(Database);
        await using var elsewhere = await AdminApp.StartAsync(Database);
        var created = await here.PostKeyAsync("""{ "name": "web", "scopes": ["cases:read"] }""");
        var key = KeyOf(created);
        await elsewhere.RefreshAsync();
        Assert.Equal(200, (await elsewhere.GetAsync("/for-readers", key)).Status);

        var revoked = await here.RevokeAsync(created.Json.GetProperty("keyId").GetInt64());

        Assert.Equal(
            """{"keyId":5,"hubId":1,"name":"web","scopes":["cases:read"],"accessLevel":null,"createdAt":"2026-11-22T12:00:00.000Z","revokedAt":"2026-11-22T12:00:00.000Z"}""",
            revoked.Text);
        Assert.Equal("no-key", (await here.GetAsync("/for-readers", key)).Problem);
        await elsewhere.RefreshAsync();
        Assert.Equal("no-key", (await elsewhere.GetAsync("/for-readers", key)).Problem);
        Assert.Equal((200, revoked.Text), ((await here.RevokeAsync(5)).Status, (await here.RevokeAsync(5)).Text));
        Assert.Equal("2026-11-22T12:00:00.000Z", (await here.GetAsync("/api/admin/keys")).Items[3].GetProperty("revokedAt").GetString());
    }

    [Fact]
    public async Task An_admin_sees_the_keys_of_the_own_hub_and_an_operator_all_page_by_page()
    {
        await using var app = await AdminApp.StartAsync(Database);

        Assert.Equal([1, 2, 3], IdsOf(await app.GetAsync("/api/admin/keys")));
        Assert.Equal([4], IdsOf(await app.GetAsync("/api/admin/keys", AdminApp.OtherAdmin)));
        var first = await app.GetAsync("/api/admin/keys?top=3", AdminApp.Operator);
        var second = await app.GetAsync($"/api/admin/keys?top=3&after={first.Next}", AdminApp.Operator);
        Assert.Equal([1, 2, 3, 4], IdsOf(first).Concat(IdsOf(second)));
        Assert.Null(second.Next);
        Assert.Equal(["after", "top"], AdminApp.ErrorsOf(await app.GetAsync("/api/admin/keys?top=0&after=x")));
    }

    [Theory]
    [InlineData("""{ "name": "x", "scopes": ["operator"] }""")]
    [InlineData("""{ "name": "x", "scopes": ["cases:read", "operator"] }""")]
    [InlineData("""{ "name": "x", "scopes": ["cases:read"], "hubId": 2 }""")]
    [InlineData("""{ "name": "x", "scopes": ["cases:read"], "hubId": 99 }""")]
    public async Task An_admin_makes_neither_an_operator_nor_a_key_of_another_hub(string body)
    {
        await using var app = await AdminApp.StartAsync(Database);

        var answer = await app.PostKeyAsync(body);

        Assert.Equal((403, "no-scope"), (answer.Status, answer.Problem));
        Assert.Equal(4, IdsOf(await app.GetAsync("/api/admin/keys", AdminApp.Operator)).Count());
    }

    [Fact]
    public async Task An_operator_makes_operators_and_keys_of_every_hub()
    {
        await using var app = await AdminApp.StartAsync(Database);

        var another = await app.PostKeyAsync("""{ "name": "x", "scopes": ["operator"] }""", AdminApp.Operator);
        var theirs = await app.PostKeyAsync("""{ "name": "x", "scopes": ["admin"], "hubId": 2 }""", AdminApp.Operator);

        Assert.Equal(200, (await app.GetAsync("/for-operators", KeyOf(another))).Status);
        Assert.Equal([4, 6], IdsOf(await app.GetAsync("/api/admin/keys", KeyOf(theirs))));
        Assert.Equal(["hubId"], AdminApp.ErrorsOf(await app.PostKeyAsync("""{ "name": "x", "scopes": ["admin"], "hubId": 99 }""", AdminApp.Operator)));
    }

    [Fact]
    public async Task A_key_of_another_hub_is_not_found_and_stays_valid()
    {
        await using var app = await AdminApp.StartAsync(Database);

        foreach (var id in new long[] { OtherAdminId, 99, 0, -1, long.MinValue, long.MaxValue })
            Assert.Equal("not-found", (await app.RevokeAsync(id)).Problem);
        Assert.Equal(200, (await app.GetAsync("/api/admin/keys", AdminApp.OtherAdmin)).Status);
        Assert.Equal(200, (await app.RevokeAsync(OtherAdminId, AdminApp.Operator)).Status);
        Assert.Equal(401, (await app.GetAsync("/api/admin/keys", AdminApp.OtherAdmin)).Status);
    }

    [Fact]
    public async Task An_admin_does_not_revoke_an_operator_of_the_own_hub()
    {
        await using var app = await AdminApp.StartAsync(Database);

        Assert.Equal((403, "no-scope"), ((await app.RevokeAsync(OperatorId)).Status, (await app.RevokeAsync(OperatorId)).Problem));
        Assert.Equal(200, (await app.GetAsync("/for-operators", AdminApp.Operator)).Status);
        Assert.Equal(200, (await app.RevokeAsync(OperatorId, AdminApp.Operator)).Status);
        Assert.Equal(401, (await app.GetAsync("/for-operators", AdminApp.Operator)).Status);
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("{", "$")]
    [InlineData("[]", "$")]
    [InlineData("{}", "name, scopes")]
    [InlineData("""{ "name": " ", "scopes": [], "accessLevel": "BOSS", "hubId": "1" }""", "accessLevel, hubId, name, scopes")]
    [InlineData("""{ "name": "x", "scopes": ["cases:read", "cases:fly", 7] }""", "scopes[1], scopes[2]")]
    [InlineData("""{ "name": "x", "scopes": "cases:read" }""", "scopes")]
    [InlineData("""{ "name": null, "scopes": ["cases:read"], "hubId": 0 }""", "hubId, name")]
    [InlineData("""{ "name": "a\u0000", "name": "b", "scopes": ["cases:read"] }""", "name")]
    public async Task A_key_that_makes_no_sense_is_refused_with_all_reasons(string body, string places)
    {
        await using var app = await AdminApp.StartAsync(Database);

        Assert.Equal(places.Split(", "), AdminApp.ErrorsOf(await app.PostKeyAsync(body)));
        Assert.Equal([1, 2, 3], IdsOf(await app.GetAsync("/api/admin/keys")));
    }

    private static string KeyOf(Answer created) => created.Json.GetProperty("key").GetString()!;

    private static IEnumerable<long> IdsOf(Answer list) => [.. list.Items.EnumerateArray().Select(item => item.GetProperty("keyId").GetInt64())];
}
