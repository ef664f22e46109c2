using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Admin.Http;

public sealed class CatalogHttpTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private const string NewService = """{ "hubs": [ { "id": 1, "name": "Main", "services": [ { "id": 2, "name": "Sales 😀", "departmentId": 11 } ] } ] }""";

    [Fact]
    public async Task A_file_is_applied_with_its_difference_and_a_second_time_changes_nothing()
    {
        await using var app = await AdminApp.StartAsync(Database);
        var version = app.Cache.Current.Version + 1;

        var first = await app.PutCatalogAsync(NewService);
        var second = await app.PutCatalogAsync(NewService);

        Assert.Equal((200, "application/json"), (first.Status, first.ContentType));
        Assert.Equal($$"""{"version":{{version}},"changed":true,"difference":["+ service 2 Sales 😀"]}""", first.Text);
        Assert.Equal($$"""{"version":{{version}},"changed":false,"difference":[]}""", second.Text);
        Assert.Equal("Sales 😀", app.Cache.Current.FindService(2)?.Name);
    }

    [Fact]
    public async Task Many_who_apply_the_same_file_at_once_change_it_once()
    {
        await using var app = await AdminApp.StartAsync(Database);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => app.PutCatalogAsync(NewService)));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Single(answers, answer => answer.Json.GetProperty("changed").GetBoolean());
    }

    [Fact]
    public async Task What_is_wrong_is_told_all_at_once_by_its_place_and_nothing_changes()
    {
        await using var app = await AdminApp.StartAsync(Database);
        var before = (await app.GetAsync("/api/admin/catalog", AdminApp.Operator)).Text;

        var answer = await app.PutCatalogAsync(
            """
            { "hubs": [ { "id": 1, "name": "Renamed", "colour": "red",
              "departments": [ { "id": 20, "name": "Stolen" } ],
              "services": [ { "id": 3, "departmentId": 99, "due": { "dueAfter": "P1W" } } ] } ] }
            """);

        Assert.Equal(
            ["hubs[0].colour", "hubs[0].departments[0].id", "hubs[0].services[0].departmentId", "hubs[0].services[0].due.dueAfter", "hubs[0].services[0].name"],
            AdminApp.ErrorsOf(answer));
        Assert.Equal(
            "hubs[0].services[0].departmentId must be a department of hub 1, is 99.",
            answer.Json.GetProperty("errors").GetProperty("hubs[0].services[0].departmentId")[0].GetString());
        Assert.Equal(before, (await app.GetAsync("/api/admin/catalog", AdminApp.Operator)).Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    public async Task What_is_no_file_is_refused_as_a_whole(string body)
    {
        await using var app = await AdminApp.StartAsync(Database);
        Assert.Equal(["$"], AdminApp.ErrorsOf(await app.PutCatalogAsync(body)));
    }

    [Theory]
    [InlineData(""" "id": 2, "name": "Taken over" """)]
    [InlineData(""" "id": 3, "name": "Founded" """)]
    [InlineData(""" "id": 2, "name": "a", "services": [ { "id": 21, "name": "b" } ] """)]
    [InlineData(""" "id": 2, "name": "a", "services": [ { "id": 3, "name": "b", "extRef": "theirs", "departmentId": 20 } ] """)]
    [InlineData(""" "id": 2, "name": "a", "services": [ { "id": 3, "name": "b", "departmentId": 21 } ] """)]
    public async Task An_admin_neither_changes_another_hub_nor_learns_what_is_in_it(string hub)
    {
        await using var app = await AdminApp.StartAsync(Database);
        var before = (await app.GetAsync("/api/admin/catalog", AdminApp.Operator)).Text;

        Assert.Equal(["hubs[0].id"], AdminApp.ErrorsOf(await app.PutCatalogAsync($$"""{ "hubs": [ { {{hub}} } ] }""")));
        Assert.Equal(["hubs[1].id"], AdminApp.ErrorsOf(await app.PutCatalogAsync($$"""{ "hubs": [ { "id": 1, "name": "Main" }, { {{hub}} } ] }""")));
        Assert.Equal(before, (await app.GetAsync("/api/admin/catalog", AdminApp.Operator)).Text);
    }

    [Fact]
    public async Task An_operator_changes_every_hub_and_founds_new_ones()
    {
        await using var app = await AdminApp.StartAsync(Database);

        var answer = await app.PutCatalogAsync("""{ "hubs": [ { "id": 2, "name": "Renamed" }, { "id": 3, "name": "Founded" } ] }""", AdminApp.Operator);

        Assert.Equal(["~ hub 2 name: Other -> Renamed", "+ hub 3 Founded"], answer.Json.GetProperty("difference").EnumerateArray().Select(line => line.GetString()));
    }

    [Fact]
    public async Task An_admin_who_prunes_takes_nothing_from_other_hubs()
    {
        await using var app = await AdminApp.StartAsync(Database);
        var theirs = (await app.GetAsync("/api/admin/catalog", AdminApp.OtherAdmin)).Text;

        var answer = await app.PutCatalogAsync("""{ "prune": true, "hubs": [ { "id": 1, "name": "Main", "departments": [ { "id": 10, "name": "Support" } ] } ] }""");
        Assert.Equal("- department 11 Sales", Assert.Single(answer.Json.GetProperty("difference").EnumerateArray()).GetString());
        Assert.Equal("[]", (await app.PutCatalogAsync("""{ "prune": true, "hubs": [ ] }""")).Json.GetProperty("difference").GetRawText());
        Assert.Equal(theirs, (await app.GetAsync("/api/admin/catalog", AdminApp.OtherAdmin)).Text);
    }

    [Fact]
    public async Task A_key_of_a_file_opens_at_once_and_is_never_shown()
    {
        const string Key = "brought-along-0123456789-abc";
        await using var app = await AdminApp.StartAsync(Database);
        var file = $$"""{ "hubs": [ { "id": 1, "name": "Main", "keys": [ { "name": "new", "key": "{{Key}}", "scopes": ["cases:read"] } ] } ] }""";

        var first = await app.PutCatalogAsync(file);

        Assert.True(first.Json.GetProperty("changed").GetBoolean());
        Assert.Equal("+ key 5 new", Assert.Single(first.Json.GetProperty("difference").EnumerateArray()).GetString());
        Assert.False((await app.PutCatalogAsync(file)).Json.GetProperty("changed").GetBoolean());
        Assert.Equal(200, (await app.GetAsync("/for-readers", Key)).Status);
        Assert.DoesNotContain(Key, first.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_an_operator_makes_an_operator_by_file()
    {
        const string Key = "brought-along-0123456789-abc";
        const string File = $$"""{ "hubs": [ { "id": 1, "name": "Main", "keys": [ { "name": "new", "key": "{{Key}}", "scopes": ["cases:read", "operator"] } ] } ] }""";
        await using var app = await AdminApp.StartAsync(Database);

        Assert.Equal(["hubs[0].keys[0].scopes"], AdminApp.ErrorsOf(await app.PutCatalogAsync(File)));
        Assert.Equal(401, (await app.GetAsync("/for-operators", Key)).Status);
        Assert.Equal(200, (await app.PutCatalogAsync(File, AdminApp.Operator)).Status);
        Assert.Equal(200, (await app.GetAsync("/for-operators", Key)).Status);
    }

    [Fact]
    public async Task The_export_is_of_the_own_hub_for_an_admin_and_of_all_for_an_operator_without_keys_and_secrets()
    {
        await using var app = await AdminApp.StartAsync(Database);

        var own = await app.GetAsync("/api/admin/catalog");
        var all = await app.GetAsync("/api/admin/catalog", AdminApp.Operator);

        Assert.Equal((200, "application/json"), (own.Status, own.ContentType));
        Assert.Equal([1], own.Json.GetProperty("hubs").EnumerateArray().Select(hub => hub.GetProperty("id").GetInt32()));
        Assert.Equal([1, 2], all.Json.GetProperty("hubs").EnumerateArray().Select(hub => hub.GetProperty("id").GetInt32()));
        foreach (var word in new[] { "secret", "keys", AdminApp.Reader, AdminApp.OtherAdmin })
            Assert.DoesNotContain(word, all.Text, StringComparison.Ordinal);
        Assert.Equal("Łucka 😀", own.Json.GetProperty("hubs")[0].GetProperty("reps")[0].GetProperty("lastName").GetString());
    }

    [Fact]
    public async Task An_export_put_back_changes_nothing()
    {
        await using var app = await AdminApp.StartAsync(Database);

        foreach (var key in new[] { AdminApp.Admin, AdminApp.OtherAdmin, AdminApp.Operator })
        {
            var exported = (await app.GetAsync("/api/admin/catalog", key)).Text;
            Assert.False((await app.PutCatalogAsync(exported, key)).Json.GetProperty("changed").GetBoolean());
        }
    }

    [Fact]
    public async Task Another_process_sees_a_change_with_its_next_refresh()
    {
        await using var here = await AdminApp.StartAsync(Database);
        await using var elsewhere = await AdminApp.StartAsync(Database);
        await here.PutCatalogAsync(NewService);

        Assert.Null(elsewhere.Cache.Current.FindService(2));
        await elsewhere.RefreshAsync();
        Assert.NotNull(elsewhere.Cache.Current.FindService(2));
    }
}
