using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CaseWorker.Gateway.Reference;
using CaseWorker.Tests.Host;
using Microsoft.OpenApi;
using Xunit;

namespace CaseWorker.Tests.Reference;

public sealed class ReferenceTests(RunningReference reference, AnsweredStatuses answered) : IClassFixture<RunningReference>
{
    // The reference does not tell of itself.
    private static readonly string[] Itself = ["/openapi/", "/docs"];

    [Fact]
    public void Every_route_is_in_the_document_and_no_more()
    {
        var routes = reference.Program.Routes.SelectMany(RouteKey.Of).Where(key => !Itself.Any(part => key.Contains(part, StringComparison.Ordinal))).Order(StringComparer.Ordinal);
        Assert.Equal(routes, reference.Operations.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_route_is_described_and_nothing_else_is()
    {
        var described = ReferenceBook.Apis.SelectMany(api => api.Routes).Select(route => route.Key).Order(StringComparer.Ordinal);
        Assert.Equal(described, reference.Operations.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_document_is_valid()
    {
        var read = OpenApiDocument.Parse(reference.Text);
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Empty(read.Document!.Validate(ValidationRuleSet.GetDefaultRuleSet()));
    }

    [Fact]
    public void Every_operation_says_what_it_is_and_what_it_answers() => Assert.All(
        reference.Operations,
        operation =>
        {
            Assert.False(string.IsNullOrWhiteSpace((string?)operation.Value["summary"]));
            Assert.Matches("^[a-z][A-Za-z]+$", (string?)operation.Value["operationId"]);
            Assert.Single(operation.Value["tags"]!.AsArray());
            var answers = operation.Value["responses"]!.AsObject();
            Assert.Contains(answers, answer => answer.Key[0] == '2');
            Assert.Contains("500", answers.Select(answer => answer.Key));
            Assert.All(answers, answer => Assert.False(string.IsNullOrWhiteSpace((string?)answer.Value!["description"])));
        });

    [Fact]
    public void Every_operation_has_an_id_of_its_own() =>
        Assert.Distinct(reference.Operations.Values.Select(operation => (string)operation["operationId"]!));

    [Fact]
    public void Every_parameter_and_every_reference_leads_somewhere()
    {
        var schemas = reference.Document["components"]!["schemas"]!.AsObject();
        var references = References(reference.Document).ToArray();
        Assert.NotEmpty(references);
        Assert.All(references, target => Assert.True(schemas.ContainsKey(target.Split('/')[^1]), target));
        Assert.All(schemas, schema => Assert.Contains("#/components/schemas/" + schema.Key, references));
        Assert.All(
            reference.Operations.Values.SelectMany(operation => operation["parameters"]?.AsArray() ?? []),
            parameter => Assert.False(string.IsNullOrWhiteSpace((string?)parameter!["description"])));
    }

    [Fact]
    public void Every_example_has_the_members_of_its_schema() => Assert.All(
        reference.Operations.SelectMany(operation => Contents(operation.Value).Select(content => (operation.Key, Content: content))),
        content =>
        {
            foreach (var (name, example) in content.Content["examples"]?.AsObject() ?? [])
                AssertFits(Resolve(content.Content["schema"]!.AsObject()), example!["value"], $"{content.Key}, {name}");
        });

    [Fact]
    public void Every_operation_shows_an_example_of_what_is_sent_and_of_every_answer() => Assert.All(
        reference.Operations,
        operation => Assert.All(
            Contents(operation.Value),
            content => Assert.True(content["examples"] is JsonObject { Count: > 0 }, $"{operation.Key}: {content.ToJsonString()}")));

    [Fact]
    public void Every_error_is_told_in_the_words_of_its_route_and_every_route_tells_those_that_any_can_have() => Assert.All(
        reference.Operations,
        operation =>
        {
            var answers = operation.Value["responses"]!.AsObject();
            var dialect = ErrorDialect.Of(operation.Key.Split(' ')[1]);
            foreach (var (status, answer) in answers.Where(answer => answer.Key[0] is '4' or '5' && !operation.Key.Contains("/health/", StringComparison.Ordinal)))
            {
                if (dialect.Bodyless.Contains(int.Parse(status, CultureInfo.InvariantCulture)))
                    Assert.Null(answer!["content"]);
                else
                    Assert.Equal([dialect.ContentType], answer!["content"]!.AsObject().Select(content => content.Key));

                Assert.All(dialect.Headers, header => Assert.True(answer["headers"]!.AsObject().ContainsKey(header)));
            }

            string[] always = operation.Value["security"] is null ? ["401", "429", "500", "503"] : ["500", "503"];
            Assert.All(operation.Value["requestBody"] is null ? always : [.. always, "408", "413"], status => Assert.True(answers.ContainsKey(status), $"{operation.Key}: {status}"));
        });

    [Fact]
    public void Every_member_that_the_catalogue_is_read_by_is_told_with_what_it_may_be()
    {
        var places = new List<string>();
        Collect(reference.Document["components"]!["schemas"]!["Catalog"]!.AsObject(), "");
        Assert.Equal(CatalogTexts.Places.Order(StringComparer.Ordinal), places.Order(StringComparer.Ordinal));
        Assert.Equal("""["dueAfter"]""", reference.Document["components"]!["schemas"]!["CatalogDue"]!["required"]!.ToJsonString());
        Assert.Equal("""{"enum":["random","round-robin","least-open"],"type":"string","description":"How a rep is chosen for a case."}""", reference.Document["components"]!["schemas"]!["CatalogDepartment"]!["properties"]!["assignment"]!.ToJsonString());

        void Collect(JsonObject schema, string path)
        {
            Assert.False((bool)schema["additionalProperties"]!);
            foreach (var (name, member) in schema["properties"]!.AsObject())
            {
                Assert.False(string.IsNullOrWhiteSpace((string?)member!["description"]), path + name);
                places.Add(path + name);
                if ((member["items"]?["$ref"] ?? member["allOf"]?[0]?["$ref"]) is { } inner)
                    Collect(reference.Document["components"]!["schemas"]![((string)inner!).Split('/')[^1]]!.AsObject(), $"{path}{name}.");
                else
                    Assert.NotNull(member["type"]);
            }
        }
    }

    [Fact]
    public void Every_anonymous_route_needs_no_key_and_the_others_take_all_four_kinds()
    {
        Assert.Equal(4, reference.Document["security"]!.AsArray().Count);
        var open = reference.Operations.Where(operation => operation.Value["security"] is JsonArray { Count: 0 }).Select(operation => operation.Key);
        Assert.Equal(["GET /health/live", "GET /health/ready", "POST /identity/connect/token"], open.Order(StringComparer.Ordinal));
        Assert.All(reference.Operations.Where(operation => operation.Value["security"] is null), operation => Assert.True(operation.Value["responses"]!.AsObject().ContainsKey("401"), operation.Key));
    }

    [Fact]
    public async Task Every_answer_of_the_run_is_held_against_the_document()
    {
        using var client = reference.Program.ClientWith(key: null);
        using var answer = await client.GetAsync("/api/parked/7");
        Assert.True(SpinWait.SpinUntil(() => answered.Seen.Contains("GET /api/parked/{parkedId} 401"), TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Whoever_has_the_document_is_not_sent_it_again()
    {
        using var client = reference.Program.ClientWith(key: null);
        using var first = await client.GetAsync("/openapi/v1.json");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task The_page_for_people_takes_nothing_from_elsewhere()
    {
        using var client = reference.Program.ClientWith(key: null);
        var page = await client.GetStringAsync("/docs/");
        Assert.Contains("openapi/v1.json", page, StringComparison.Ordinal);
        Assert.DoesNotContain("://", page.Replace(reference.Program.Address.ToString().TrimEnd('/'), "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reference_can_be_switched_off()
    {
        await using var program = await WholeProgram.StartAsync(settings: "--Reference:Enabled=false");
        using var client = program.ClientWith(key: null);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/openapi/v1.json")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/docs")).StatusCode);
    }

    private static IEnumerable<JsonObject> Contents(JsonObject operation) =>
        new[] { operation["requestBody"]?["content"] }
            .Concat(operation["responses"]!.AsObject().Select(answer => answer.Value!["content"]))
            .SelectMany(content => content?.AsObject() ?? [])
            .Select(content => content.Value!.AsObject());

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject json => json.SelectMany(member => member is { Key: "$ref", Value: JsonValue value } ? [(string)value!] : References(member.Value)),
        JsonArray array => array.SelectMany(References),
        _ => [],
    };

    private JsonObject Resolve(JsonObject schema) => schema["$ref"] is { } target
        ? reference.Document["components"]!["schemas"]![((string)target!).Split('/')[^1]]!.AsObject()
        : schema;

    // Names of members, what must be there, and what stands below: enough to see an example that has grown old.
    private void AssertFits(JsonObject schema, JsonNode? value, string where)
    {
        if (schema["allOf"] is JsonArray { Count: 1 } wrapped)
            schema = Resolve(wrapped[0]!.AsObject());
        if (value is JsonArray items && schema["items"] is { } of)
            Assert.All(items, item => AssertFits(Resolve(of.AsObject()), item, where + "[]"));
        if (value is not JsonObject example || schema["properties"] is not JsonObject properties)
            return;

        Assert.All(example, member => Assert.True(properties.ContainsKey(member.Key), $"{where}: {member.Key} is no member"));
        Assert.All(schema["required"]?.AsArray() ?? [], name => Assert.True(example.ContainsKey((string)name!), $"{where}: {name} is missing"));
        foreach (var (name, child) in example)
            AssertFits(Resolve(properties[name]!.AsObject()), child, $"{where}.{name}");
    }
}
