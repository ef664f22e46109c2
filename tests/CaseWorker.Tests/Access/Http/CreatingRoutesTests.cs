using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CaseWorker.Gateway.Reference;
using Xunit;

namespace CaseWorker.Tests.Access.Http;

/// <summary>"Idempotency-Key … on every creating route" (spec 2.1): the same request under the same key makes nothing more and is answered alike.</summary>
public sealed class CreatingRoutesTests(TwoHubs hubs) : IClassFixture<TwoHubs>
{
    // Of a key only the hash is kept, so the answer that shows it can't be given again.
    private static readonly string[] Unrepeatable = ["POST /api/admin/keys"];

    [Theory]
    [InlineData("/api/cases", """{"ServiceId":71003,"Subject":"a"}""", """{"ServiceId":71003,"Subject":"b"}""", 202, 422, "urn:caseworker:problem:key-reused")]
    [InlineData("/api/v1/cases", """{"depid":71001,"summary":"a","details":"b","openedby":"c"}""", """{"depid":71001,"summary":"x","details":"b","openedby":"c"}""", 200, 422, "{\"error\":\"The Idempotency-Key was used for another request.")]
    [InlineData("/api/cases/{id}/notes", """{"text":"a"}""", """{"text":"b"}""", 201, 422, "urn:caseworker:problem:key-reused")]
    [InlineData("/api/v1/cases/{id}/addnote", """{"title":"a","type":"call","note":"b"}""", """{"title":"a","type":"note","note":"b"}""", 200, 422, "{\"error\":\"The Idempotency-Key was used for another request.")]
    [InlineData("/api/v1/cases/{id}/history", """{"history":[{"type":"note","title":"a","note":"b"}]}""", """{"history":[{"type":"note","title":"a","note":"c"}]}""", 200, 422, "{\"error\":\"The Idempotency-Key was used for another request.")]
    public async Task The_same_request_under_its_key_is_answered_alike_and_another_is_refused(string path, string body, string otherBody, int status, int refusedStatus, string refusal)
    {
        var ours = path.Replace("{id}", $"{hubs.Of[TwoHubs.Ours].Case}", StringComparison.Ordinal);
        var key = Guid.NewGuid().ToString();

        var first = await SendAsync(TwoHubs.Ours, ours, body, key);
        var notes = await NotesAsync();
        var again = await SendAsync(TwoHubs.Ours, ours, Regex.Replace(body, "[:,]", "$0 "), key);
        var other = await SendAsync(TwoHubs.Ours, ours, otherBody, key);

        Assert.Equal((status, (string?)null), (first.Status, first.Replayed));
        Assert.Equal((status, "true", first.Text), (again.Status, again.Replayed, again.Text));
        Assert.Equal((refusedStatus, (string?)null), (other.Status, other.Replayed));
        Assert.Contains(refusal, other.Text, StringComparison.Ordinal);
        Assert.Equal(notes, await NotesAsync());
    }

    [Fact]
    public async Task Another_hub_has_its_own_keys()
    {
        var key = Guid.NewGuid().ToString();
        foreach (var hub in new[] { TwoHubs.Ours, TwoHubs.Theirs })
        {
            var answer = await SendAsync(hub, $"/api/cases/{hubs.Of[hub].Case}/notes", """{"text":"a theirs"}""", key);
            Assert.Equal((201, (string?)null), (answer.Status, answer.Replayed));
        }
    }

    [Theory]
    [InlineData("/api/cases/{id}/notes", """{"text":"a"}""", 400)]
    [InlineData("/api/v1/cases/{id}/addnote", """{"title":"a","type":"call","note":"b"}""", 422)]
    public async Task A_key_that_is_none_is_refused(string path, string body, int status)
    {
        var answer = await SendAsync(TwoHubs.Ours, path.Replace("{id}", $"{hubs.Of[TwoHubs.Ours].Case}", StringComparison.Ordinal), body, new string('k', 256));
        Assert.Equal(status, answer.Status);
        Assert.Contains("Idempotency-Key must be 1 to 255 visible ASCII characters.", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_route_that_makes_something_says_that_it_takes_a_key() => Assert.All(
        ReferenceBook.Apis.SelectMany(api => api.Routes).Where(route => route.Method == "POST" && IsCreating(route) && !Unrepeatable.Contains(route.Key)),
        route =>
        {
            Assert.Contains("Idempotency-Key", route.Headers.Select(header => header.Name));
            if (route.Id != "enqueueCases")
                Assert.Contains("Idempotent-Replayed", route.Answers.SelectMany(answer => answer.Headers));
        });

    private static bool IsCreating(RouteDoc route) => route.Answers.Any(answer => answer.Status is 201 or 207) || route.Id is "casesApiCreate" or "casesApiAddNote" or "casesApiImportHistory";

    private async Task<(int Status, string? Replayed, string Text)> SendAsync(int hub, string path, string body, string key)
    {
        using var client = hubs.Client(hub, TwoHubs.All);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await client.SendAsync(request);
        return ((int)answer.StatusCode, answer.Headers.TryGetValues("Idempotent-Replayed", out var values) ? values.Single() : null, await answer.Content.ReadAsStringAsync());
    }

    private async Task<int> NotesAsync()
    {
        using var client = hubs.Client(TwoHubs.Ours, TwoHubs.All);
        return (await client.GetFromJsonAsync<JsonElement>($"/api/cases/{hubs.Of[TwoHubs.Ours].Case}/notes?top=1000")).GetProperty("items").GetArrayLength();
    }
}
