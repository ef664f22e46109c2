using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Admin.Http;

public sealed class RepHttpTests(SqliteFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task A_rep_is_changed_where_the_body_says_so_and_shown_in_the_shape_of_the_catalogue()
    {
        await using var app = await AdminApp.StartAsync(Database);

        var answer = await app.PatchRepAsync(
            "100",
            """
            { "active": false, "maxOpenCases": 3, "departments": [11, 10], "userName": "ignored",
              "outOfOffice": [ { "from": "2027-01-01T00:00:00+01:00" }, { "from": "2026-12-24T00:00:00Z", "to": "2026-12-27T00:00:00Z" } ] }
            """);

        Assert.Equal((200, "application/json"), (answer.Status, answer.ContentType));
        Assert.Equal(
            """{"id":100,"userName":"ann","firstName":"Ann","lastName":"Łucka 😀","active":false,"departments":[10,11],"maxOpenCases":3,"outOfOffice":[{"from":"2026-12-24T00:00:00.000Z","to":"2026-12-27T00:00:00.000Z"},{"from":"2026-12-31T23:00:00.000Z","to":null}]}""",
            answer.Text);
        Assert.Equal(3, Assert.Single(app.Cache.Current.FindDepartment(11)!.Reps).MaxOpenCases);
    }

    [Fact]
    public async Task What_the_body_leaves_out_stays_and_a_repetition_changes_nothing()
    {
        await using var app = await AdminApp.StartAsync(Database);
        var away = await app.PatchRepAsync("100", """{ "maxOpenCases": 3, "outOfOffice": [ { "from": "2026-12-24T00:00:00Z" } ] }""");
        var version = app.Cache.Current.Version;

        Assert.Equal(away.Text, (await app.PatchRepAsync("100", "{}")).Text);
        Assert.Equal(away.Text, (await app.PatchRepAsync("100", away.Text)).Text);
        Assert.Equal(version, app.Cache.Current.Version);

        var back = (await app.PatchRepAsync("100", """{ "maxOpenCases": null, "outOfOffice": [] }""")).Text;
        Assert.EndsWith("""
            "departments":[10],"maxOpenCases":null,"outOfOffice":[]}
            """, back, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rep_without_a_department_is_still_shown()
    {
        await using var app = await AdminApp.StartAsync(Database);
        var answer = await app.PatchRepAsync("100", """{ "departments": [] }""");
        Assert.Equal((200, "[]"), (answer.Status, answer.Json.GetProperty("departments").GetRawText()));
    }

    [Theory]
    [InlineData("200")]
    [InlineData("999")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("ann")]
    [InlineData("99999999999999999999")]
    public async Task A_rep_of_another_hub_is_not_found_like_one_that_is_none(string repId)
    {
        await using var app = await AdminApp.StartAsync(Database);

        // Departments of the own hub would be refused if the rep were looked at.
        Assert.Equal((404, "not-found"), await StatusAsync("""{ "active": false }"""));
        Assert.Equal((404, "not-found"), await StatusAsync("""{ "departments": [10] }"""));
        Assert.True(Assert.Single(app.Cache.Current.FindDepartment(20)!.Reps).Active);

        async Task<(int, string)> StatusAsync(string body)
        {
            var answer = await app.PatchRepAsync(repId, body);
            return (answer.Status, answer.Problem);
        }
    }

    [Fact]
    public async Task An_operator_changes_the_reps_of_every_hub()
    {
        await using var app = await AdminApp.StartAsync(Database);
        Assert.False((await app.PatchRepAsync("200", """{ "active": false }""", AdminApp.Operator)).Json.GetProperty("active").GetBoolean());
        Assert.Equal(["departments[0]"], AdminApp.ErrorsOf(await app.PatchRepAsync("200", """{ "departments": [10] }""", AdminApp.Operator)));
        Assert.Equal(404, (await app.PatchRepAsync("999", "{}", AdminApp.Operator)).Status);
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("{", "$")]
    [InlineData("[]", "$")]
    [InlineData("""{ "active": "yes", "maxOpenCases": -1, "departments": [0], "outOfOffice": [ { "to": "2026-01-01T00:00:00Z" } ] }""", "active, departments[0], maxOpenCases, outOfOffice[0].from")]
    [InlineData("""{ "active": false, "departments": [10, 20, 99] }""", "departments[1], departments[2]")]
    [InlineData("""{ "active": false, "outOfOffice": [ { "from": "2026-12-24T00:00:00" } ] }""", "outOfOffice[0].from")]
    [InlineData("""{ "active": false, "active": true }""", "active")]
    public async Task A_change_that_makes_no_sense_is_refused_with_all_reasons(string body, string places)
    {
        await using var app = await AdminApp.StartAsync(Database);

        Assert.Equal(places, string.Join(", ", AdminApp.ErrorsOf(await app.PatchRepAsync("100", body))));
        Assert.True(Assert.Single(app.Cache.Current.FindDepartment(10)!.Reps).Active);
    }
}
