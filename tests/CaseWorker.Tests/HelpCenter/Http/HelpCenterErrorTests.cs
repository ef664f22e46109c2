using System.Net.Http.Headers;
using CaseWorker.Gateway.Errors;
using CaseWorker.Gateway.HelpCenter;
using CaseWorker.Tests.Gateways;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.HelpCenter.Http;

/// <summary>Errors and access levels as the document has them, and in the same words where it has none.</summary>
public sealed class HelpCenterErrorTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private const string List = "/helpcenter/case?id=" + HelpCenterApp.Id;
    private const string Search = "/helpcenter/case/search?id=" + HelpCenterApp.Id;

    [Theory]
    [InlineData("/helpcenter/case", "id", "Invalid helpcenterId")]
    [InlineData("/helpcenter/case?id=", "id", "Invalid helpcenterId")]
    [InlineData("/helpcenter/case?id=1", "id", "Invalid helpcenterId")]
    [InlineData("/helpcenter/case?id=zzzzzzzzzzzzzzzzzzzzzzzz", "id", "Invalid helpcenterId")]
    [InlineData("/helpcenter/case?id=000000000000000000000001", "id", "Invalid helpcenterId")]
    [InlineData("/helpcenter/case?id=" + HelpCenterApp.OtherId, "id", "Invalid helpcenterId")]
    [InlineData("/helpcenter/case/search", "id", "Invalid helpcenterId")]
    [InlineData("/helpcenter/case/search?id=" + HelpCenterApp.OtherId, "id", "Invalid helpcenterId")]
    [InlineData(List + "&id=" + HelpCenterApp.Id, "id", "Invalid helpcenterId")]
    [InlineData(List + "&offset=-1", "offset", "Invalid offset. Use a whole number from 0.")]
    [InlineData(List + "&offset=x", "offset", "Invalid offset. Use a whole number from 0.")]
    [InlineData(List + "&offset=1.5", "offset", "Invalid offset. Use a whole number from 0.")]
    [InlineData(List + "&limit=0", "limit", "Invalid limit. Use a whole number from 1 to 500.")]
    [InlineData(List + "&limit=501", "limit", "Invalid limit. Use a whole number from 1 to 500.")]
    [InlineData(List + "&limit=many", "limit", "Invalid limit. Use a whole number from 1 to 500.")]
    [InlineData(List + "&limit=5&limit=6", "limit", "Invalid limit. Use a whole number from 1 to 500.")]
    [InlineData(List + "&state=NEW", "state", "Invalid state. Use ALL, UNHANDLED, HANDLING or CLOSED.")]
    [InlineData(List + "&sortBy=UPDATED", "sortBy", "Invalid sorting specified. Use CREATED, SENT or STATE")]
    [InlineData(List + "&sortOrder=up", "sortOrder", "Invalid sort order. use asc or desc")]
    [InlineData(Search + "&offset=-1", "offset", "Invalid offset. Use a whole number from 0.")]
    [InlineData(Search + "&limit=501", "limit", "Invalid limit. Use a whole number from 1 to 500.")]
    [InlineData(Search + "&sortOrder=up", "sortOrder", "Invalid sort order. use asc or desc")]
    public async Task A_wrong_parameter_is_a_422_with_its_name(string path, string error, string message)
    {
        await using var app = await HelpCenterApp.StartAsync(Database);

        var answer = await app.GetAsync(path);

        Assert.Equal((422, $$"""{"error":"{{error}}","message":"{{message}}"}"""), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task A_text_that_is_too_long_to_look_for_is_a_422()
    {
        await using var app = await HelpCenterApp.StartAsync(Database);

        Assert.Equal((422, "searchFilter"), Read(await app.GetAsync($"{Search}&searchFilter={new string('x', 501)}")));
        Assert.Equal(200, (await app.GetAsync($"{Search}&searchFilter={new string('x', 500)}")).Status);
    }

    [Theory]
    [InlineData("GET", List)]
    [InlineData("GET", Search)]
    [InlineData("GET", "/helpcenter/case")]
    [InlineData("POST", "/helpcenter/case/case-1")]
    public async Task Without_an_access_level_even_an_operator_gets_access_denied(string method, string path)
    {
        await using var app = await HelpCenterApp.StartAsync(Database);

        var answer = await app.SendAsync(new HttpMethod(method), path, null, HelpCenterApp.NoLevel);

        Assert.Equal((403, """{"error":"access_denied","message":"Insufficient access level"}"""), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData(HelpCenterApp.Reseller)]
    [InlineData(HelpCenterApp.ResellerAdmin)]
    [InlineData(HelpCenterApp.Admin)]
    public async Task Each_access_level_of_the_document_lists_searches_and_updates(string key)
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        await app.StoreAsync(1);

        Assert.Equal(200, (await app.GetAsync(List, key)).Status);
        Assert.Equal(200, (await app.GetAsync(Search, key)).Status);
        Assert.Equal(200, (await app.PostAsync("/helpcenter/case/case-1", "{}", key)).Status);
    }

    [Fact]
    public async Task A_key_that_may_only_read_can_not_update()
    {
        await using var app = await HelpCenterApp.StartAsync(Database);

        Assert.Equal((403, "access_denied"), Read(await app.PostAsync("/helpcenter/case/case-1", "{}", HelpCenterApp.Reader)));
        Assert.Equal(200, (await app.GetAsync(List, HelpCenterApp.Reader)).Status);
    }

    [Theory]
    [InlineData("GET", List, null, 401, "unauthorized")]
    [InlineData("GET", Search, "not-a-key-at-all-0123456789", 401, "unauthorized")]
    [InlineData("POST", "/helpcenter/case/case-1", null, 401, "unauthorized")]
    [InlineData("GET", "/helpcenter/nothing", HelpCenterApp.Admin, 404, "not_found")]
    [InlineData("GET", "/HelpCenter/Case", HelpCenterApp.Admin, 422, "id")]
    [InlineData("DELETE", "/helpcenter/case", HelpCenterApp.Admin, 405, "method_not_allowed")]
    public async Task Errors_of_the_middleware_speak_the_same_words(string method, string path, string? key, int status, string error)
    {
        await using var app = await HelpCenterApp.StartAsync(Database);

        var answer = await app.SendAsync(new HttpMethod(method), path, null, key);

        Assert.Equal((status, error), Read(answer));
        Assert.Equal(["error", "message"], answer.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(status == 401 ? "Bearer" : "", answer.Header("WWW-Authenticate"));
    }

    [Theory]
    [InlineData("text/plain", "state=CLOSED", 415, "unsupported_media_type")]
    [InlineData("application/json", "{", 422, "body")]
    [InlineData("application/json", "[]", 422, "body")]
    [InlineData("application/json", """{"state":"CLOSED","state":"HANDLING"}""", 422, "body")]
    public async Task A_body_that_can_not_be_read_is_an_error_too(string type, string body, int status, string error)
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        await app.StoreAsync(1);
        using var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        Assert.Equal((status, error), Read(await app.SendAsync(HttpMethod.Post, "/helpcenter/case/case-1", content)));
    }

    [Theory]
    [InlineData(400, "bad_request")]
    [InlineData(401, "unauthorized")]
    [InlineData(403, "access_denied")]
    [InlineData(404, "not_found")]
    [InlineData(405, "method_not_allowed")]
    [InlineData(413, "too_large")]
    [InlineData(415, "unsupported_media_type")]
    [InlineData(429, "too_many_requests")]
    [InlineData(500, "internal_error")]
    [InlineData(503, "unavailable")]
    public void Every_error_that_all_APIs_share_has_a_word_and_a_sentence_of_this_API(int status, string word)
    {
        var told = HelpCenterError.Of(Problem.OfStatus(status));

        Assert.Equal((status, word), (told.Status, told.Word));
        Assert.NotEmpty(told.Message);
    }

    private static (int Status, string Error) Read(ApiAnswer answer) => (answer.Status, answer.Error);
}
