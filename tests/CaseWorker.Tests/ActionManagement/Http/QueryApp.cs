using System.Net.Http.Headers;
using System.Text;
using CaseWorker.Tests.Gateways;
using Xunit;

namespace CaseWorker.Tests.ActionManagement.Http;

/// <summary>The query route of <see cref="ActionApp"/>, with what tests say and ask of it.</summary>
internal static class QueryApp
{
    public const string Route = $"{ActionApp.Hub}/cases/query";

    /// <summary>Asks with a JSON body; null: with none.</summary>
    public static Task<ApiAnswer> QueryAsync(this ActionApp app, string? json, string key = ActionCatalog.Reader) =>
        app.SendAsync(HttpMethod.Post, Route, json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"), key);

    /// <summary>Asks with a body of another type; null: without one.</summary>
    public static Task<ApiAnswer> QueryAsync(this ActionApp app, byte[] body, string? contentType)
    {
        var content = new ByteArrayContent(body);
        if (contentType is not null)
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);

        return app.SendAsync(HttpMethod.Post, Route, content, ActionCatalog.Reader);
    }

    /// <summary>The ids of a page, in its order, with spaces between them.</summary>
    public static async Task<string> IdsAsync(this ActionApp app, string? json)
    {
        var answer = await app.QueryAsync(json);
        Assert.Equal((200, ""), (answer.Status, answer.Status == 200 ? "" : answer.Text));
        return string.Join(' ', answer.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetInt32()));
    }

    /// <summary>The ids that one filter finds, ascending.</summary>
    /// <param name="value">JSON; null: the filter has none.</param>
    public static Task<string> FoundAsync(this ActionApp app, string property, string operation, string? value) =>
        app.IdsAsync($$"""{ "filters": [ {{Filter(property, operation, value)}} ], "orderBy": { "property": "id" }, "orderByAscending": true }""");

    public static string Filter(string property, string operation, string? value) =>
        $$"""{ "property": "{{property}}", "operator": "{{operation}}"{{(value is null ? "" : $", \"value\": {value}")}} }""";

    /// <summary>What a refused query says about one place of its body.</summary>
    public static async Task<string> RefusedAsync(this ActionApp app, string json, string place)
    {
        var answer = await app.QueryAsync(json);
        Assert.Equal((400, "application/problem+json"), (answer.Status, answer.Header("Content-Type")));
        var errors = answer.Json.GetProperty("errors");
        Assert.True(errors.TryGetProperty(place, out var sentences), errors.GetRawText());
        return sentences.EnumerateArray().Single().GetString()!;
    }
}
