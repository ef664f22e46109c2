using System.Text;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Admin.Http;

public sealed class AdminHttpTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private const int MaxBody = 8 << 20;

    public static TheoryData<string, string> Routes => new()
    {
        { "GET", "/api/admin/catalog" },
        { "PUT", "/api/admin/catalog" },
        { "PATCH", "/api/admin/reps/100" },
        { "GET", "/api/admin/keys" },
        { "POST", "/api/admin/keys" },
        { "POST", "/api/admin/keys/1/revoke" },
    };

    public static TheoryData<string, string> RoutesWithBody => new()
    {
        { "PUT", "/api/admin/catalog" },
        { "PATCH", "/api/admin/reps/100" },
        { "POST", "/api/admin/keys" },
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Administration_is_for_admins(string method, string path)
    {
        await using var app = await AdminApp.StartAsync(Database);

        Assert.Equal("no-key", (await SendAsync(null)).Problem);
        Assert.Equal("no-key", (await SendAsync("unknown-key-of-nobody-0123456789")).Problem);
        Assert.Equal("no-scope", (await SendAsync(AdminApp.Reader)).Problem);

        Task<Cases.Http.Answer> SendAsync(string? key) => app.SendAsync(new HttpMethod(method), path, key, AdminApp.Json("{}"));
    }

    [Theory]
    [MemberData(nameof(RoutesWithBody))]
    public async Task A_body_that_does_not_say_that_it_is_json_is_not_read(string method, string path)
    {
        await using var app = await AdminApp.StartAsync(Database);

        foreach (var type in new[] { "text/plain", "application/x-www-form-urlencoded", "application/xml" })
            Assert.Equal("unsupported-media-type", (await SendAsync(new StringContent("{}", Encoding.UTF8, type))).Problem);
        Assert.Equal("unsupported-media-type", (await SendAsync(new ByteArrayContent("{}"u8.ToArray()))).Problem);
        Assert.Equal("unsupported-media-type", (await SendAsync(null)).Problem);
        Assert.NotEqual(415, (await SendAsync(new StringContent("{}", Encoding.Unicode, "text/json"))).Status);

        Task<Cases.Http.Answer> SendAsync(HttpContent? content) => app.SendAsync(new HttpMethod(method), path, AdminApp.Admin, content);
    }

    [Fact]
    public async Task A_file_may_have_8_MiB_and_other_bodies_less_than_1()
    {
        await using var app = await AdminApp.StartAsync(Database);
        var file = "{}" + new string(' ', MaxBody - 2);

        Assert.Equal(200, (await app.PutCatalogAsync(file)).Status);
        Assert.Equal((413, "too-large"), await StatusAsync(app.PutCatalogAsync(file + ' ')));
        Assert.Equal((413, "too-large"), await StatusAsync(app.PatchRepAsync("100", file[..(1 << 20)])));
        Assert.Equal((413, "too-large"), await StatusAsync(app.PostKeyAsync(file[..(1 << 20)])));

        static async Task<(int, string)> StatusAsync(Task<Cases.Http.Answer> answer) => ((await answer).Status, (await answer).Problem);
    }

    [Fact]
    public async Task A_method_that_an_address_does_not_know_is_told_as_a_problem()
    {
        await using var app = await AdminApp.StartAsync(Database);
        Assert.Equal("method-not-allowed", (await app.SendAsync(HttpMethod.Delete, "/api/admin/catalog", AdminApp.Admin, null)).Problem);
    }
}
